import { fault, sequenceFaults } from '../../inspect/dataFaults.ts';
import { isAboutOtherRows, readSequences } from '../../inspect/dataSnapshot.ts';
import { foldName } from '../../inspect/foldName.ts';
import { compareSequences } from '../../inspect/sequenceDifference.ts';
import type { DataFault } from '../../model/data.ts';
import { SqlError } from '../../model/errors.ts';
import type { WorkingCopy } from '../../model/realDatabase.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { compareTable } from './compareTable.ts';
import { sameColumns } from './pairing.ts';
import { tablesOnSamePages } from './samePages.ts';
import type { AffectedRows, TableComparison } from './tableComparison.ts';

/** A fault with the rows that show it. */
export interface LocatedFault extends DataFault {
  /** Keys of the first affected rows, for people. */
  readonly keys: readonly string[];
}

/**
 * How it was shown what became of a table:
 * - `pages`: nothing was written to its pages, so that its rows were not read;
 * - `empty`: it has no rows, then and now;
 * - `join`: each row was compared;
 * - `missing`: it is not there any more;
 * - `unreadable`: a virtual table that has no rows of its own, or that only answers queries.
 */
export interface TableProof {
  readonly table: string;
  readonly shownBy: 'pages' | 'empty' | 'join' | 'missing' | 'unreadable';
  /** Rows that were compared. */
  readonly rows: number;
}

export interface IdentityProof {
  /** Every table of before that holds the user's data, by name. */
  readonly tables: readonly TableProof[];
  /** Empty: everything is as it was. */
  readonly faults: readonly LocatedFault[];
  /** Rows compared; those that need not be read because of where they lie are not counted. */
  readonly cases: number;
}

interface Judged {
  readonly proof: TableProof;
  readonly faults: readonly LocatedFault[];
}

/**
 * Shows whether a working copy holds again what its pristine database holds, or in what it differs, by the same rules as
 * `dataFaults` of inspect. `before` is the schema of the pristine database and `now` that of the copy; what differs
 * between the schemas is not told here. The pristine database must have passed `PRAGMA quick_check`.
 */
export async function proveSame(
  copy: WorkingCopy,
  before: SchemaSnapshot,
  now: SchemaSnapshot,
): Promise<IdentityProof> {
  const onSamePages = await tablesOnSamePages(copy, before, now);
  const after = new Map(now.tables.map((table) => [foldName(table.name), table]));
  const judged: Judged[] = [];
  for (const table of before.tables) {
    if (table.kind === 'shadow') continue;
    const found = after.get(foldName(table.name));
    judged.push(onSamePages.has(table.name) ? shown(table, 'pages') : await judge(copy, table, found));
  }
  const lost = judged.filter(({ proof }) => proof.shownBy === 'missing').map(({ proof }) => proof.table);
  const sequences = compareSequences(await readSequences(copy.pristine, before), await readSequences(copy, now));
  const marks = sequenceFaults(sequences, lost).map((mark) => ({ ...mark, keys: [] }));
  return {
    tables: judged.map(({ proof }) => proof),
    faults: [...judged.flatMap(({ faults }) => faults), ...marks],
    cases: judged.reduce((sum, { proof }) => sum + proof.rows, 0),
  };
}

async function judge(copy: WorkingCopy, before: Table, after: Table | undefined): Promise<Judged> {
  if (isAboutOtherRows(before)) return shown(before, 'unreadable');
  try {
    const name = quoteIdentifier(before.name);
    if (after === undefined) {
      const [[rows] = []] = await copy.pristine.query(`SELECT count(*) FROM ${name}`);
      const gone = { count: Number(rows), keys: [] };
      return shown(before, 'missing', 0, located(before.name, null, 'rows lost', gone, gone.count));
    }
    const anyRow = `SELECT 1 FROM ${name} LIMIT 1`;
    const isEmpty = (await copy.pristine.query(anyRow)).length + (await copy.query(anyRow)).length === 0;
    if (isEmpty) return shown(before, 'empty');
    const comparison = await compareTable(copy, sameColumns(before, after));
    return shown(before, 'join', comparison.rowsBefore, tableFaults(before.name, comparison));
  } catch (error) {
    if (before.kind === 'virtual' && error instanceof SqlError) return shown(before, 'unreadable');
    throw error;
  }
}

function shown(
  { name }: Table,
  shownBy: TableProof['shownBy'],
  rows = 0,
  faults: readonly LocatedFault[] = [],
): Judged {
  return { proof: { table: name, shownBy, rows }, faults };
}

function tableFaults(
  table: string,
  { rowsBefore, lost, added, changed, moved }: TableComparison,
): readonly LocatedFault[] {
  return [
    ...located(table, null, 'rows lost', lost, rowsBefore),
    ...located(table, null, 'rows added', added, rowsBefore),
    ...[...changed].flatMap(([column, rows]) => located(table, column, 'values changed', rows, rowsBefore)),
    ...located(table, null, 'rowids moved', moved, rowsBefore),
  ];
}

function located(
  table: string,
  column: string | null,
  kind: DataFault['kind'],
  { count, keys }: AffectedRows,
  of: number,
): readonly LocatedFault[] {
  return fault(table, column, kind, count, of).map((one) => ({ ...one, keys }));
}
