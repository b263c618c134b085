import { readSequences } from '../../inspect/dataSnapshot.ts';
import { type CarriedTable, writtenColumns } from '../../inspect/sameTable.ts';
import { SqlError } from '../../model/errors.ts';
import type { Named } from '../../model/named.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import { compareTable } from '../identity/compareTable.ts';
import type { TableComparison } from '../identity/tableComparison.ts';
import type { LocatedLoss } from '../observed.ts';
import type { Stage } from '../stage.ts';

/** A table's rows held against what they were, in the columns that the script does not name. */
export interface ComparedTable {
  readonly table: CarriedTable;
  /** The columns that were compared, by their name before. */
  readonly columns: ReadonlyMap<string, string>;
  readonly comparison: TableComparison;
}

/** Compares the rows of carried tables with what they were; a table that is gone has nothing to compare. */
export async function compareCarried(
  { copy }: Stage,
  carried: readonly CarriedTable[],
  named: Named,
): Promise<readonly ComparedTable[]> {
  const compared: ComparedTable[] = [];
  for (const table of carried) {
    const { before, after } = table;
    if (after === null) continue;
    const meant = named.changedColumns.get(after.name.toLowerCase());
    // What the script says it changes is not held against it, and cannot tell which row is which.
    const written = meant === undefined ? table.columns : writtenColumns(table);
    const columns = new Map([...written].filter(([, column]) => !meant?.has(column.toLowerCase())));
    try {
      compared.push({ table, columns, comparison: await compareTable(copy, { before, after, columns }) });
    } catch (error) {
      // A virtual table that only answers queries.
      if (!(error instanceof SqlError) || before.kind !== 'virtual') throw error;
    }
  }
  return compared;
}

/** Rows that are gone, values that changed, rowids that moved, all without being named. */
export function lossesIn({ table, comparison }: ComparedTable, named: Named): readonly LocatedLoss[] {
  const { before, after } = table;
  const { rowsBefore, lost, changed, moved } = comparison;
  const base = { table: before, of: rowsBefore, column: null };
  const isMeant = after !== null && named.deletedFrom.has(after.name.toLowerCase());
  return [
    ...(lost.count > 0 && !isMeant ? [{ ...base, ...lost, kind: 'rows lost' as const }] : []),
    ...[...changed].map(([column, rows]) => ({ ...base, ...rows, column, kind: 'values changed' as const })),
    ...(moved.count > 0 ? [{ ...base, ...moved, kind: 'rowids moved' as const }] : []),
  ];
}

/** AUTOINCREMENT must never hand out an id twice (https://sqlite.org/autoinc.html). */
export async function loweredSequences(
  { copy }: Stage,
  carried: readonly CarriedTable[],
  before: SchemaSnapshot,
  after: SchemaSnapshot,
): Promise<readonly LocatedLoss[]> {
  const was = await readSequences(copy.pristine, before);
  if (was.size === 0) return [];
  const is = await readSequences(copy, after);
  return carried.flatMap(({ before: table, after: now }) => {
    const mark = was.get(table.name);
    if (mark === undefined || now === null || !now.autoincrement || (is.get(now.name) ?? 0n) >= mark) return [];
    return [{ table, column: null, kind: 'sequence lowered' as const, count: 1, of: 1, keys: [] }];
  });
}
