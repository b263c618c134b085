import type { Position } from '../model/script.ts';
import { printable } from './printable.ts';

/** Characters of a line that are shown; a line of minified SQL must not fill the screen. */
const WIDTH = 100;

/** The line meant with its neighbours and a mark under the column; empty when the source has no such line. */
export function codeFrame(source: string, { line, column }: Position): readonly string[] {
  const lines = source
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  if (lines[line - 1] === undefined) return [];
  const cut = column > WIDTH ? column - 1 - WIDTH / 2 : 0;
  const digits = String(Math.min(line + 1, lines.length)).length;
  const frame: string[] = [];
  for (const number of [line - 1, line, line + 1]) {
    const text = lines[number - 1];
    if (text === undefined) continue;
    const shown = printable(text.slice(cut, cut + WIDTH)).trimEnd();
    const pointer = number === line ? '>' : ' ';
    frame.push(`${pointer} ${String(number).padStart(digits)} | ${shown}`.trimEnd());
    if (number === line) frame.push(`  ${' '.repeat(digits)} | ${indentTo(text.slice(cut), column - cut)}^`);
  }
  return frame;
}

/** Blanks as wide as what stands before a column: tabs stay tabs. */
function indentTo(text: string, column: number): string {
  return printable(text.slice(0, column - 1)).replace(/[^\t]/g, ' ');
}
