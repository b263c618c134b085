import type { DataFault, DataSnapshot } from '../model/data.ts';
import type { TableDifference } from './dataDifference.ts';
import { compareData } from './dataDifference.ts';
import type { SequenceDifference } from './sequenceDifference.ts';

/**
 * What of the rows is not as it was, judged as contract.md does: rows and values count as errors, and so does a lowered
 * AUTOINCREMENT mark, which hands out ids again; moved implicit rowids and a raised mark are warnings. A table that is
 * missing or new is the schema's difference, but the rows it had are lost.
 */
export function dataFaults(before: DataSnapshot, after: DataSnapshot): readonly DataFault[] {
  const { lostTables, tables, sequences } = compareData(before, after);
  const rowsOf = (table: string): number => before.tables.get(table)?.rows.length ?? 0;
  const gone = lostTables.flatMap((table) => fault(table, null, 'rows lost', rowsOf(table), rowsOf(table)));
  const differing = [...tables].flatMap(([table, difference]) => tableFaults(table, difference, rowsOf(table)));
  return [...gone, ...differing, ...sequenceFaults(sequences, lostTables)];
}

/** The same of the AUTOINCREMENT marks that differ. A table that is gone has none. */
export function sequenceFaults(
  sequences: readonly SequenceDifference[],
  lostTables: readonly string[],
): readonly DataFault[] {
  return sequences.flatMap(({ table, before: was, after: is }) => {
    if (lostTables.includes(table)) return [];
    return fault(table, null, (is ?? 0n) < (was ?? 0n) ? 'sequence lowered' : 'sequence raised', was === is ? 0 : 1, 1);
  });
}

function tableFaults(table: string, difference: TableDifference, rows: number): readonly DataFault[] {
  const { lost, added, changed, rowidsMoved } = difference;
  const changedIn = new Map<string, number>();
  for (const { column } of changed) changedIn.set(column, (changedIn.get(column) ?? 0) + 1);
  return [
    ...fault(table, null, 'rows lost', lost.length, rows),
    ...fault(table, null, 'rows added', added.length, rows),
    ...[...changedIn].flatMap(([column, count]) => fault(table, column, 'values changed', count, rows)),
    ...fault(table, null, 'rowids moved', rowidsMoved, rows),
  ];
}

/** One fault with its severity; none where nothing is affected. */
export function fault(
  table: string,
  column: string | null,
  kind: DataFault['kind'],
  count: number,
  of: number,
): readonly DataFault[] {
  const severity = kind === 'rowids moved' || kind === 'sequence raised' ? 'warning' : 'error';
  return count === 0 ? [] : [{ severity, table, column, kind, count, of }];
}
