import { encodeCell } from '../../inspect/cell.ts';
import type { Queryable } from '../../model/engine.ts';
import type { Table } from '../../model/schema.ts';
import type { SqlRow } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { keyColumnsOf } from './keyedRows.ts';

/** Rows that are held in memory at once: few, because a row may be as large as the memory that all of this may take. */
const AT_ONCE = 64;

/** What of each row is wanted, as SQL. */
export interface WalkedRows {
  readonly terms: readonly string[];
  /** null: all rows. */
  readonly where: string | null;
}

/**
 * Visits rows of a table in the order in which they are stored, a few at a time: each question goes on behind the last key
 * of the one before (https://sqlite.org/rowvalue.html#scrolling_window_queries). A table whose rows cannot be told apart
 * is left out; answers how many rows were visited.
 */
export async function walkRows(
  database: Queryable,
  table: Table,
  { terms, where }: WalkedRows,
  visit: (values: SqlRow) => void,
): Promise<number> {
  const key = storedKey(table).map(quoteIdentifier);
  if (key.length === 0) return 0;
  const select = `SELECT ${[...key, ...terms].join(', ')} FROM ${quoteIdentifier(table.name)}`;
  const order = `ORDER BY ${key.join(', ')} LIMIT ${AT_ONCE}`;
  const behind = `(${key.join(', ')}) > (${key.map(() => '?').join(', ')})`;
  let visited = 0;
  let last: SqlRow | null = null;
  for (;;) {
    const conditions = [...(where === null ? [] : [where]), ...(last === null ? [] : [behind])];
    const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')} `;
    const rows = await database.query(`${select} ${filter}${order}`, last ?? []);
    for (const row of rows) visit(row.slice(key.length));
    visited += rows.length;
    const end: SqlRow | undefined = rows.at(-1)?.slice(0, key.length);
    // A key that is no UTF-8 comes back as another one, and would be found again for ever.
    if (end === undefined || rows.length < AT_ONCE || isSame(end, last)) return visited;
    last = end;
  }
}

/** What a table is stored by: its rowid, or the PRIMARY KEY that stands in its place. */
function storedKey(table: Table): readonly string[] {
  if (table.rowidAlias !== null) return [table.rowidAlias];
  return table.withoutRowid ? keyColumnsOf(table) : keyColumnsOf({ ...table, columns: table.columns.map(withoutKey) });
}

function withoutKey(column: Table['columns'][number]): Table['columns'][number] {
  return { ...column, primaryKey: 0 };
}

function isSame(one: SqlRow, other: SqlRow | null): boolean {
  return other !== null && one.every((value, at) => encodeCell(value) === encodeCell(other[at] ?? null));
}
