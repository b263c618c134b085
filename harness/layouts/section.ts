import type { Script } from '../model/script.ts';
import { scriptOf } from '../sql/script.ts';

/**
 * A part of a file that holds several scripts. What stands before it is blanked out line by line, so that every
 * position is one of the file; what stands behind it is left out. Throws `UserError` `sql-incomplete`.
 */
export function sectionOf(path: string, text: string, from: number, to: number): Script {
  const before = text.slice(0, from).replaceAll(/[^\n]/g, '');
  const column = from - (text.lastIndexOf('\n', from - 1) + 1);
  return scriptOf(path, `${before}${' '.repeat(column)}${text.slice(from, to)}`);
}
