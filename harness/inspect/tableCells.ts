import type { Queryable } from '../model/engine.ts';
import type { Table } from '../model/schema.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { freeRowidName } from '../sql/rowidName.ts';
import { encodeCell, encodeText } from './cell.ts';

/** The contents of a table, row by row. */
export interface TableCells {
  readonly cells: readonly (readonly string[])[];
  /** By row: the rowid that no column shows; null where there is none, or where columns have taken all its names. */
  readonly rowids: readonly (bigint | null)[];
  /** false: the engine may give the same rows in another order. */
  readonly ordered: boolean;
}

/** D1 gives 100 result columns and allows as many in a table, SQLite 2000 (https://developers.cloudflare.com/d1/platform/limits/). */
const MOST_RESULT_COLUMNS = 100;

/** Reads some columns of all rows, bit for bit. Throws `SqlError` when the engine cannot read them. */
export async function readCells(engine: Queryable, table: Table, columns: readonly string[]): Promise<TableCells> {
  const rowid = rowidName(table);
  const order = table.rowidAlias === null ? rowid : quoteIdentifier(table.rowidAlias);
  const from = `FROM ${quoteIdentifier(table.name)}${order === null ? '' : ` ORDER BY ${order}`}`;
  const select = (terms: readonly string[]): Promise<readonly SqlRow[]> =>
    engine.query(`SELECT ${terms.join(', ')} ${from}`);

  const quoted = columns.map(quoteIdentifier);
  const together = rowid !== null && columns.length < MOST_RESULT_COLUMNS;
  const rows = await select(together ? [...quoted, rowid] : quoted);
  const numbered = together || rowid === null ? rows : await select([rowid]);
  // Bytes that are not UTF-8 are replaced on the way into a JavaScript string. All other text arrives unchanged.
  const bytes = rows.some((row) => row.some(isReplaced)) ? await select(quoted.map((name) => `hex(${name})`)) : [];
  return {
    cells: rows.map((row, index) => columns.map((_, column) => cellOf(row[column], bytes[index]?.[column]))),
    rowids: numbered.map((row) => (rowid === null ? null : asRowid(row.at(-1)))),
    ordered: order !== null,
  };
}

function rowidName({ withoutRowid, rowidAlias, columns }: Table): string | null {
  return withoutRowid || rowidAlias !== null ? null : freeRowidName(columns.map(({ name }) => name));
}

function cellOf(value: SqlValue = null, hex: SqlValue = null): string {
  return typeof hex === 'string' && isReplaced(value) ? encodeText(Buffer.from(hex, 'hex')) : encodeCell(value);
}

function asRowid(value: SqlValue = null): bigint | null {
  return typeof value === 'bigint' ? value : null;
}

function isReplaced(value: SqlValue): boolean {
  return typeof value === 'string' && value.includes('\ufffd');
}
