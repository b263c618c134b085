import { keyword } from '../../sql/keyword.ts';
import { tokenize } from '../../sql/tokens.ts';

/** Words behind which a statement names a table. */
const BEFORE_TABLE = new Set(['from', 'join', 'into', 'update']);

/** Whether two names are one to SQLite. */
export function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a view or a trigger reads or writes a table, as far as its words tell. */
export function refersTo(text: string, table: string): boolean {
  const tokens = tokenize(text);
  return tokens.some(
    ({ value }, at) =>
      isSame(value, table) &&
      (BEFORE_TABLE.has(keyword(tokens[at - 1])) ||
        (tokens[at - 1]?.text === '.' && isSame(tokens[at - 2]?.value ?? '', 'main'))),
  );
}

/** Whether a text has a word or a quoted name in it, strings and comments left aside. */
export function names(text: string, name: string): boolean {
  return tokenize(text).some(({ kind, value }) => (kind === 'word' || kind === 'name') && isSame(value, name));
}
