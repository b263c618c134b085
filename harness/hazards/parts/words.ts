import { keyword } from '../../sql/keyword.ts';
import type { Token } from '../../sql/tokens.ts';

/** Words behind which a statement names a table. */
const BEFORE_TABLE = new Set(['from', 'join', 'into', 'update']);

/** Whether two names are one to SQLite. */
export function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a view or a trigger reads or writes a table, as far as its words tell. */
export function refersTo(tokens: readonly Token[], table: string): boolean {
  return tokens.some(
    ({ value }, at) =>
      isSame(value, table) &&
      (BEFORE_TABLE.has(keyword(tokens[at - 1])) ||
        (tokens[at - 1]?.text === '.' && isSame(tokens[at - 2]?.value ?? '', 'main'))),
  );
}

/** Whether a name is among the words and quoted names of a text. */
export function names(tokens: readonly Token[], name: string): boolean {
  return tokens.some(({ kind, value }) => (kind === 'word' || kind === 'name') && isSame(value, name));
}
