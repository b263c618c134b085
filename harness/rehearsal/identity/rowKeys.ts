import type { WorkingCopy } from '../../model/realDatabase.ts';
import type { Column, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { anyOf, differs, exactTerms, type Side } from './exactSql.ts';
import type { ColumnPairing, TablePairing } from './pairing.ts';

/** The PRIMARY KEY of before, where it still tells rows apart: each row has one of its own on both sides. */
export async function commonKey(
  copy: WorkingCopy,
  { before, after }: TablePairing,
  columns: readonly ColumnPairing[],
): Promise<readonly ColumnPairing[] | null> {
  const key = primaryKey(before);
  const pairs = key.flatMap((column) => columns.find((pair) => pair.before === column) ?? []);
  if (pairs.length === 0 || pairs.length < key.length) return null;
  const keyNow = pairs.map((pair) => pair.after);
  if (await hasNull(copy, 'pristine', before, key)) return null;
  if (await hasNull(copy, 'main', after, keyNow)) return null;
  const isKey =
    primaryKey(after)
      .map(({ name }) => name)
      .join('\0') === keyNow.map(({ name }) => name).join('\0');
  return isKey || !(await repeats(copy, after, pairs)) ? pairs : null;
}

/**
 * SQL that is true where two rows have the same key, in the form that finds the row of `sought` by an index: it is the
 * column of that side that decides how the two are compared, and then whether they are the same is asked exactly.
 */
export function hasSameKey(key: readonly ColumnPairing[], known: Side, sought: Side): string {
  const equal = key.map((pair) => `${keyColumn(pair, sought)} = +${keyColumn(pair, known)}`);
  return [...equal, isSameKey(key, 'm')].join(' AND ');
}

/** The key's column on one side, as SQL. */
export function keyColumn({ before, after }: ColumnPairing, side: Side): string {
  return `${side}.${quoteIdentifier(side === 'p' ? before.name : after.name)}`;
}

/** SQL that is true where a row of `p` and one of the table after, by its alias, have the same key. */
export function isSameKey(key: readonly ColumnPairing[], is: string): string {
  return `NOT (${anyOf(key.map((pair) => differs(pair, 'p', is)))})`;
}

/** A virtual table's module need not keep keys apart. */
function primaryKey({ kind, columns }: Table): readonly Column[] {
  if (kind === 'virtual') return [];
  return columns.filter((column) => column.primaryKey > 0).sort((a, b) => a.primaryKey - b.primaryKey);
}

/** A PRIMARY KEY may hold NULLs, several of them (https://sqlite.org/lang_createtable.html#the_primary_key). */
async function hasNull(copy: WorkingCopy, schema: string, table: Table, key: readonly Column[]): Promise<boolean> {
  const open = key.filter(({ name, notNull }) => !notNull && name !== table.rowidAlias);
  if (table.withoutRowid || open.length === 0) return false;
  const terms = open.map(({ name }) => `${quoteIdentifier(name)} IS NULL`);
  const from = `${schema}.${quoteIdentifier(table.name)}`;
  return (await copy.query(`SELECT 1 FROM ${from} WHERE ${anyOf(terms)} LIMIT 1`)).length > 0;
}

async function repeats(copy: WorkingCopy, table: Table, key: readonly ColumnPairing[]): Promise<boolean> {
  const terms = key.flatMap((pair) => exactTerms(pair, 'm')).join(', ');
  const from = `main.${quoteIdentifier(table.name)} AS m`;
  return (await copy.query(`SELECT 1 FROM ${from} GROUP BY ${terms} HAVING count(*) > 1 LIMIT 1`)).length > 0;
}
