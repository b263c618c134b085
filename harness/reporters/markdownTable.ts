import type { Section } from './cutSections.ts';

/** A column of a table: what stands above it, and on which side its cells stand. */
export type Column = readonly [title: string, align: 'left' | 'right'];

/** A table as a section: a row is a part. Cells are markup already. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): Section {
  const titles = row(columns.map(([title]) => title));
  const rule = row(columns.map(([, align]) => (align === 'right' ? '--:' : '---')));
  return { head: titles + rule, parts: rows.map(row), foot: '\n' };
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
