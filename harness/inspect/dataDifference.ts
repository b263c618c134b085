import type { DataSnapshot, TableData } from '../model/data.ts';
import { foldName } from './foldName.ts';
import { compareTables, isSameTable, type TableDifference } from './tableDifference.ts';

/** An AUTOINCREMENT high-water mark that differs; null where the table has none. */
export interface SequenceDifference {
  readonly table: string;
  readonly before: bigint | null;
  readonly after: bigint | null;
}

/** How the rows of two databases differ. */
export interface DataDifference {
  readonly lostTables: readonly string[];
  readonly addedTables: readonly string[];
  /** The tables on both sides that differ, by their name before. */
  readonly tables: ReadonlyMap<string, TableDifference>;
  readonly sequences: readonly SequenceDifference[];
}

/** Compares all rows at two moments, tables and columns by name: the order of columns is no data. */
export function compareData(before: DataSnapshot, after: DataSnapshot): DataDifference {
  const left = byName(after.tables);
  const lostTables: string[] = [];
  const tables = new Map<string, TableDifference>();
  for (const [name, table] of byName(before.tables)) {
    const counterpart = left.get(name);
    left.delete(name);
    const difference =
      counterpart === undefined ? null : compareTables(table, counterpart, sameNames(table, counterpart));
    if (difference === null) lostTables.push(table.table);
    else if (!isSameTable(difference)) tables.set(table.table, difference);
  }
  const addedTables = [...left.values()].map(({ table }) => table);
  return { lostTables, addedTables, tables, sequences: compareSequences(before.sequences, after.sequences) };
}

/** Whether the databases hold the same: rows to the bit, rowids and AUTOINCREMENT marks. */
export function isSameData({ lostTables, addedTables, tables, sequences }: DataDifference): boolean {
  return tables.size + lostTables.length + addedTables.length + sequences.length === 0;
}

function byName<Value>(entries: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...entries].map(([name, value]) => [foldName(name), value]));
}

function sameNames(before: TableData, after: TableData): { readonly columns: ReadonlyMap<string, string> } {
  const names = new Map(after.columns.map((column) => [foldName(column), column]));
  return {
    columns: new Map(before.columns.map((column) => [column, names.get(foldName(column)) ?? ''])),
  };
}

function compareSequences(
  before: DataSnapshot['sequences'],
  after: DataSnapshot['sequences'],
): readonly SequenceDifference[] {
  const marksAfter = byName(after);
  const changed = [...before].flatMap(([table, was]) => {
    const is = marksAfter.get(foldName(table)) ?? null;
    marksAfter.delete(foldName(table));
    return was === is ? [] : [{ table, before: was, after: is }];
  });
  const started = [...after].filter(([table]) => marksAfter.has(foldName(table)));
  return [...changed, ...started.map(([table, is]) => ({ table, before: null, after: is }))];
}
