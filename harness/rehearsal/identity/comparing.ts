import { encodeCell, encodeText } from '../../inspect/cell.ts';
import { showCell } from '../../inspect/showCell.ts';
import type { WorkingCopy } from '../../model/realDatabase.ts';
import type { Column, Table } from '../../model/schema.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { differs, type Side } from './exactSql.ts';
import { type ColumnPairing, rowidOf, type TablePairing } from './pairing.ts';
import { type AffectedRows, NO_ROWS } from './tableComparison.ts';

/** What of each kind of affected rows is listed. */
const LISTED = 20;

/** A comparison that is going on. In its SQL `p` is the table in the pristine database and `m` the one in the copy. */
export interface Comparing {
  readonly copy: WorkingCopy;
  readonly pairing: TablePairing;
  readonly columns: readonly ColumnPairing[];
  /** `pristine.t AS p` and `main.t AS m`. */
  readonly was: string;
  readonly is: string;
  readonly rowsBefore: number;
  readonly rowsNow: number;
}

/** Pairs of rows: what follows FROM, with one row of `p` and one of `m` in each result. */
export interface PairsOfRows {
  readonly from: string;
  readonly where: string;
}

/** How many pairs there are, and in which columns they differ. */
export interface PairedRows {
  readonly count: number;
  readonly changed: ReadonlyMap<string, number>;
}

/** The columns that name a row: those of its key, or none where only its rowid does. */
export type RowName = readonly Column[];

/** So many columns are compared in one pass: an aggregate query may use 2000 (https://sqlite.org/limits.html#max_column). */
const COMPARED_AT_ONCE = 500;

/** Compares the rows of each pair, all in one pass unless there are many columns. */
export async function comparePairs({ copy, columns }: Comparing, { from, where }: PairsOfRows): Promise<PairedRows> {
  const changed = new Map<string, number>();
  let count = 0;
  for (let first = 0; first === 0 || first < columns.length; first += COMPARED_AT_ONCE) {
    const some = columns.slice(first, first + COMPARED_AT_ONCE);
    const terms = ['count(*)', ...some.map((column) => `total(${differs(column, 'p', 'm')})`)];
    const [[pairs, ...differing] = []] = await copy.query(`SELECT ${terms.join(', ')} FROM ${from} WHERE ${where}`);
    count = Number(pairs);
    for (const [index, { before }] of some.entries()) {
      const rows = Number(differing[index]);
      if (rows > 0) changed.set(before.name, rows);
    }
  }
  return { count, changed };
}

/** Lists what is different in each column, over several kinds of pairs. */
export async function changedRows(
  comparing: Comparing,
  kinds: readonly (readonly [PairsOfRows, PairedRows])[],
  name: RowName,
): Promise<ReadonlyMap<string, AffectedRows>> {
  const changed = new Map<string, AffectedRows>();
  for (const column of comparing.columns) {
    let rows = NO_ROWS;
    for (const [pairs, { changed: counts }] of kinds) {
      const count = counts.get(column.before.name) ?? 0;
      const where = `${pairs.where} AND ${differs(column, 'p', 'm')}`;
      const more = await affected(comparing, count, 'p', name, { from: pairs.from, where }, LISTED - rows.keys.length);
      rows = { count: rows.count + more.count, keys: [...rows.keys, ...more.keys] };
    }
    if (rows.count > 0) changed.set(column.before.name, rows);
  }
  return changed;
}

/** Lists the first of `count` rows by what they are called on one side. */
export async function affected(
  { copy, pairing }: Comparing,
  count: number,
  side: Side,
  name: RowName,
  { from, where }: PairsOfRows,
  limit = LISTED,
): Promise<AffectedRows> {
  if (count === 0) return NO_ROWS;
  const table = side === 'p' ? pairing.before : pairing.after;
  const terms = nameTerms(table, side, name);
  const order = rowidOf(table, side) ?? terms.join(', ');
  if (terms.length === 0 || limit === 0) return { count, keys: [] };
  const select = terms.flatMap((term) => [term, `hex(${term})`]).join(', ');
  const rows = await copy.query(`SELECT ${select} FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${limit}`);
  return { count, keys: rows.map((row) => showName(row, name.length === 0)) };
}

function nameTerms(table: Table, side: Side, name: RowName): readonly string[] {
  if (name.length > 0) return name.map((column) => `${side}.${quoteIdentifier(column.name)}`);
  const rowid = rowidOf(table, side);
  return rowid === null ? [] : [rowid];
}

function showName(row: readonly SqlValue[], isRowid: boolean): string {
  const cells = row.flatMap((value, at) => (at % 2 === 0 ? [showCell(exactCell(value, row[at + 1]))] : []));
  if (isRowid) return `rowid ${cells.join(', ')}`;
  return cells.length === 1 ? cells.join('') : `(${cells.join(', ')})`;
}

/** Bytes that are not UTF-8 are replaced on the way into a JavaScript string. */
function exactCell(value: SqlValue, hex: SqlValue = null): string {
  const isReplaced = typeof value === 'string' && value.includes('\ufffd') && typeof hex === 'string';
  return isReplaced ? encodeText(Buffer.from(hex, 'hex')) : encodeCell(value);
}
