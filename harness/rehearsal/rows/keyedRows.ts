import { encodeCell } from '../../inspect/cell.ts';
import { showCell } from '../../inspect/showCell.ts';
import type { Queryable } from '../../model/engine.ts';
import type { Table } from '../../model/schema.ts';
import type { SqlRow } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { freeRowidName } from '../../sql/rowidName.ts';

/** How many rows a report names; of the others it says how many there are. */
export const MOST_NAMED = 20;

/** Rows of a real database, by their keys. */
export interface KeyedRows {
  readonly total: number;
  /** What the keys are of; a name of the rowid where the table has no key. */
  readonly keyColumns: readonly string[];
  /** The first of them, as SQL shows them. */
  readonly keys: readonly string[];
  /** The values asked for beside each key; null unless the user asked to see values. */
  readonly values: readonly string[] | null;
}

/** Which rows, as SQL. */
export interface RowsWanted {
  /** What stands behind FROM, with the table's own name as its alias. */
  readonly from: string;
  readonly where: string;
  /** Terms to order by before the key. */
  readonly order: readonly string[];
  /** Terms whose values the user may see. */
  readonly shown: readonly string[];
}

/** Columns that tell a table's rows apart: its PRIMARY KEY, else the rowid; none where neither can be asked for. */
export function keyColumnsOf(table: Pick<Table, 'columns' | 'withoutRowid'>): readonly string[] {
  const key = table.columns
    .filter(({ primaryKey }) => primaryKey > 0)
    .sort((a, b) => a.primaryKey - b.primaryKey)
    .map(({ name }) => name);
  if (key.length > 0 || table.withoutRowid) return key;
  const rowid = freeRowidName(table.columns.map(({ name }) => name));
  return rowid === null ? [] : [rowid];
}

/** Counts rows and names the first of them; what is held in memory does not grow with their number. */
export async function nameRows(
  database: Queryable,
  table: Pick<Table, 'columns' | 'withoutRowid'>,
  { from, where, order, shown }: RowsWanted,
  showValues: boolean,
): Promise<KeyedRows> {
  const keyColumns = keyColumnsOf(table);
  const key = keyColumns.map(quoteIdentifier);
  const values = showValues ? shown : [];
  const total = Number((await database.query(`SELECT count(*) FROM ${from} WHERE ${where}`))[0]?.[0] ?? 0);
  const terms = [...key, ...values];
  const rows =
    total === 0 || terms.length === 0
      ? []
      : await database.query(
          `SELECT ${terms.join(', ')} FROM ${from} WHERE ${where} ORDER BY ${[...order, ...terms].join(', ')} LIMIT ${MOST_NAMED}`,
        );
  return {
    total,
    keyColumns,
    keys: key.length === 0 ? [] : rows.map((row) => tuple(row.slice(0, key.length))),
    values: showValues ? rows.map((row) => tuple(row.slice(key.length))) : null,
  };
}

/** A key or a row of values as SQL shows it. */
export function tuple(row: SqlRow): string {
  const cells = row.map((value) => showCell(encodeCell(value)));
  return cells.length === 1 ? (cells[0] ?? '') : `(${cells.join(', ')})`;
}

/** Keys for a sentence: `id 7, 12, 19 and 40 more`; '' where none can be named. */
export function keysInWords({ keyColumns, keys, values, total }: KeyedRows): string {
  if (keys.length === 0) return '';
  const name = keyColumns.length === 1 ? keyColumns[0] : `(${keyColumns.join(', ')})`;
  const shown = keys.map((key, at) => (values?.[at] === undefined ? key : `${key} [${values[at]}]`));
  const more = total > keys.length ? ` and ${total - keys.length} more` : '';
  return `${name} ${shown.join(', ')}${more}`;
}

/** The same for machines. */
export function keyedData({ total, keyColumns, keys, values }: KeyedRows): Readonly<Record<string, unknown>> {
  return { rows: total, keyColumns, keys, ...(values === null ? {} : { values }) };
}
