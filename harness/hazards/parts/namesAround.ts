import type { WrittenSchema } from '../../model/written.ts';
import { keyword } from '../../sql/keyword.ts';
import { isName, qualifiedName } from '../../sql/qualifiedName.ts';
import type { Token } from '../../sql/tokens.ts';
import { tokensOf } from '../../sql/tokensOf.ts';
import { columnNames } from '../../sql/writtenSchema.ts';
import { quotedValues } from './valuePlaces.ts';

const BEFORE_TABLE = new Set(['from', 'join', 'into', 'update']);
/** Names that need no definition (https://sqlite.org/lang_createtable.html#rowid, https://sqlite.org/schematab.html). */
const GIVEN = 'rowid oid _rowid_ new old excluded type name tbl_name rootpage sql seq tbl idx stat'.split(' ');

/**
 * Every name in lower case that a statement can mean: those of the schemas, those that its own words or the words of a
 * view bring in. Too many rather than too few.
 */
export function namesAround(tokens: readonly Token[], schemas: readonly WrittenSchema[]): ReadonlySet<string> {
  const known = new Set(GIVEN);
  for (const { tables, indexes, views, triggers } of schemas) {
    for (const keys of [tables, indexes, views, triggers]) for (const key of keys.keys()) known.add(key);
    for (const table of tables.values()) for (const column of columnNames(table)) known.add(column.toLowerCase());
    for (const view of views.values()) addNames(known, tokensOf(view));
  }
  addNames(known, tokens);
  return known;
}

/** A double-quoted value brings no name in: it is what is asked about. */
function addNames(known: Set<string>, tokens: readonly Token[]): void {
  const asked = new Set(quotedValues(tokens));
  for (const token of tokens) {
    if (!asked.has(token) && (token.kind === 'word' || token.kind === 'name')) known.add(token.value.toLowerCase());
  }
}

/** Whether a statement reads from a table function, whose columns nobody has written down (https://sqlite.org/vtab.html#tabfunc2). */
export function hasTableFunction(tokens: readonly Token[]): boolean {
  return tokens.some(
    (token, at) =>
      ['from', 'join', ','].includes(token.text.toLowerCase()) &&
      isName(tokens[at + 1]) &&
      tokens[at + 2]?.text === '(' &&
      keyword(tokens[at + 1]).includes('_'),
  );
}

/** Whether the columns of all tables that a statement names are known. */
export function knowsAllTables(tokens: readonly Token[], { tables, views }: WrittenSchema): boolean {
  return tokens.every((token, at) => {
    if (!BEFORE_TABLE.has(keyword(token)) || !isName(tokens[at + 1]) || keyword(tokens[at + 1]) === 'set') return true;
    const key = qualifiedName(tokens, at + 1)?.name.toLowerCase() ?? '';
    const table = tables.get(key);
    return views.has(key) || (table !== undefined && columnNames(table).length > 0);
  });
}
