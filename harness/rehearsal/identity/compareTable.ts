import { SqlError } from '../../model/errors.ts';
import type { WorkingCopy } from '../../model/realDatabase.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { compareByKey } from './byKey.ts';
import { compareByRowid } from './byRowid.ts';
import type { Comparing } from './comparing.ts';
import { compareByContents } from './contents.ts';
import { changes } from './exactSql.ts';
import { type ColumnPairing, columnPairings, type Rowids, rowidsOf, type TablePairing } from './pairing.ts';
import { commonKey } from './rowKeys.ts';
import { NO_ROWS, type TableComparison } from './tableComparison.ts';

/**
 * Compares the rows of a table in the pristine database with those in the copy, in the columns that are mapped, and by
 * the same rules as `compareTables` of inspect: a row is found again by its key, else by its rowid, else by what it
 * holds. SQLite does it, so that no row has to come into this process. Throws `SqlError` when one side cannot be read.
 */
export async function compareTable(copy: WorkingCopy, pairing: TablePairing): Promise<TableComparison> {
  await copy.attachPristine();
  const columns = columnPairings(pairing);
  try {
    return await compareColumns(copy, pairing, columns);
  } catch (error) {
    // A virtual generated column is computed on reading, and can fail on a row that was accepted without it.
    const stored = columns.filter((pair) => pair.before.generated !== 'virtual' && pair.after.generated !== 'virtual');
    if (!(error instanceof SqlError) || stored.length === columns.length) throw error;
    return await compareColumns(copy, pairing, stored);
  }
}

async function compareColumns(
  copy: WorkingCopy,
  pairing: TablePairing,
  columns: readonly ColumnPairing[],
): Promise<TableComparison> {
  const was = `pristine.${quoteIdentifier(pairing.before.name)} AS p`;
  const is = `main.${quoteIdentifier(pairing.after.name)} AS m`;
  const rowsBefore = await askNumber(copy, `SELECT count(*) FROM ${was}`);
  const rowsNow = await askNumber(copy, `SELECT count(*) FROM ${is}`);
  const comparing: Comparing = { copy, pairing, columns, was, is, rowsBefore, rowsNow };
  const rowids = rowidsOf(pairing);
  // Most tables that are compared have not changed, and this tells so in one pass.
  const same =
    rowids === null ? 0 : await askNumber(copy, `SELECT count(*) FROM ${unchangedInPlace(comparing, rowids)}`);
  if (same === rowsNow && same === rowsBefore) return unchanged(same);
  const key = await commonKey(copy, pairing, columns);
  if (key !== null) return compareByKey(comparing, key, same);
  return rowids === null ? compareByContents(comparing) : compareByRowid(comparing, rowids, same);
}

function unchangedInPlace({ columns, was, is }: Comparing, rowids: Rowids): string {
  return `${is} CROSS JOIN ${was} ON ${rowids.was} = ${rowids.is} WHERE NOT (${changes(columns)})`;
}

async function askNumber(copy: WorkingCopy, sql: string): Promise<number> {
  return Number((await copy.query(sql))[0]?.[0]);
}

function unchanged(rows: number): TableComparison {
  return { rowsBefore: rows, rowsNow: rows, lost: NO_ROWS, added: NO_ROWS, changed: new Map(), moved: NO_ROWS };
}
