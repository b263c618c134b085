import { printable, printableLine } from './printable.ts';

/** Foreign text as prose in which nothing is markup: no link, tag, table, entity, mention or formula; lines stay. */
export function prose(text: string): string {
  const lines = printable(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.map(escaped).join('\\\n');
}

/** The same on one line, as in a heading or in the cell of a table. */
export function proseLine(text: string): string {
  return escaped(printableLine(text).trim());
}

/** Foreign text as code within a line, outside of tables: there a pipe would end its cell. */
export function inlineCode(text: string): string {
  const line = printableLine(text);
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line === '' || /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Foreign text as a block of code behind a fence that nothing in it closes (https://github.github.com/gfm/#fenced-code-blocks). */
export function codeBlock(language: string, text: string): string {
  const code = printable(text).trimEnd();
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

function escaped(line: string): string {
  return (
    line
      .replace(/[\\`*_[\]~]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // An entity is the same in a table and outside of one; a backslash there belongs to the table.
      .replaceAll('|', '&#124;')
      // GFM makes links of addresses without any brackets around them (https://github.github.com/gfm/#autolinks-extension-).
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/www(?=\.)/gi, '$&\\')
      // What opens a heading, a list, an underline or a table only does so where a line begins.
      .replace(/^[#+=:-]/, '\\$&')
      .replace(/^(\d+)(?=[.)])/, '$1\\')
      // GitHub looks for mentions, mail addresses and formulas in text that is unescaped already, element by element.
      .replace(/[@$]/g, '<span>$&</span>')
  );
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
