import type { DataSnapshot, StoredRow, TableData } from '../model/data.ts';
import { foldName } from './foldName.ts';
import { type ColumnPair, matchRows, type RowMatching } from './rowMatching.ts';
import { compareSequences, type SequenceDifference } from './sequenceDifference.ts';

/** A value that differs in a row that is there before and after. */
export interface ChangedCell {
  /** The row's key before. */
  readonly key: string;
  /** The column's name before. */
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** How the rows of a table differ from what they were. */
export interface TableDifference {
  /** Columns of before that were compared with none, and columns of after likewise. */
  readonly lostColumns: readonly string[];
  readonly addedColumns: readonly string[];
  readonly lost: readonly StoredRow[];
  readonly added: readonly StoredRow[];
  readonly changed: readonly ChangedCell[];
  /** Rows that have another rowid now, where SQLite gives out the rowids before and after. */
  readonly rowidsMoved: number;
  /** How rows were found again. */
  readonly matchedBy: RowMatching['matchedBy'];
}

/** How the rows of two databases differ. */
export interface DataDifference {
  readonly lostTables: readonly string[];
  readonly addedTables: readonly string[];
  /** The tables on both sides that differ, by their name before. */
  readonly tables: ReadonlyMap<string, TableDifference>;
  readonly sequences: readonly SequenceDifference[];
}

/** Which column after continues which column before, by name. */
export interface ColumnMapping {
  readonly columns: ReadonlyMap<string, string>;
}

/** Compares a table's rows at two moments in the columns that are mapped; the others are only named. */
export function compareTables(before: TableData, after: TableData, mapping: ColumnMapping): TableDifference {
  const columns = columnPairs(before, after, mapping);
  const { matchedBy, pairs, lost, added } = matchRows(before, after, columns);
  const changed: ChangedCell[] = [];
  for (const pair of pairs) {
    for (const column of columns) {
      const was = pair.before.cells[column.before] ?? 'n';
      const is = pair.after.cells[column.after] ?? 'n';
      if (was !== is) changed.push({ key: pair.before.key, column: column.column, before: was, after: is });
    }
  }
  const numbered = before.rowidAlias === null && after.rowidAlias === null;
  const moved = pairs.filter((pair) => isMoved(pair.before.rowid, pair.after.rowid));
  return {
    lostColumns: before.columns.filter((_, position) => columns.every((pair) => pair.before !== position)),
    addedColumns: after.columns.filter((_, position) => columns.every((pair) => pair.after !== position)),
    lost,
    added,
    changed,
    rowidsMoved: numbered ? moved.length : 0,
    matchedBy,
  };
}

/** Compares all rows at two moments, tables and columns by name: the order of columns is no data. */
export function compareData(before: DataSnapshot, after: DataSnapshot): DataDifference {
  const left = new Map([...after.tables.values()].map((table) => [foldName(table.table), table]));
  const lostTables: string[] = [];
  const tables = new Map<string, TableDifference>();
  for (const was of before.tables.values()) {
    const is = left.get(foldName(was.table));
    left.delete(foldName(was.table));
    if (is === undefined) {
      lostTables.push(was.table);
    } else if (!isIdentical(was, is)) {
      const difference = compareTables(was, is, sameNames(was, is));
      if (!isSameTable(difference)) tables.set(was.table, difference);
    }
  }
  const addedTables = [...left.values()].map(({ table }) => table);
  return { lostTables, addedTables, tables, sequences: compareSequences(before.sequences, after.sequences) };
}

/** Whether two databases hold the same: rows to the bit, rowids and AUTOINCREMENT marks. */
export function isSameData({ lostTables, addedTables, tables, sequences }: DataDifference): boolean {
  return tables.size + lostTables.length + addedTables.length + sequences.length === 0;
}

/** Most tables are, and this costs a fraction of finding out how they differ. */
function isIdentical(before: TableData, after: TableData): boolean {
  if (before === after) return true;
  return (
    isSameList(before.columns, after.columns) &&
    before.rows.length === after.rows.length &&
    before.rows.every((row, index) => {
      const other = after.rows[index];
      return other !== undefined && row.rowid === other.rowid && isSameList(row.cells, other.cells);
    })
  );
}

function isSameList(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index]);
}

function isSameTable({ lostColumns, addedColumns, lost, added, changed, rowidsMoved }: TableDifference): boolean {
  return rowidsMoved + lostColumns.length + addedColumns.length + lost.length + added.length + changed.length === 0;
}

function sameNames(before: TableData, after: TableData): ColumnMapping {
  const names = new Map(after.columns.map((column) => [foldName(column), column]));
  const pairs = before.columns.map((column) => [column, names.get(foldName(column))] as const);
  return { columns: new Map(pairs.flatMap(([was, is]) => (is === undefined ? [] : [[was, is]]))) };
}

function columnPairs(before: TableData, after: TableData, mapping: ColumnMapping): readonly ColumnPair[] {
  return before.columns.flatMap((column, position) => {
    const name = mapping.columns.get(column);
    const found = name === undefined ? -1 : after.columns.indexOf(name);
    return found === -1 ? [] : [{ column, before: position, after: found }];
  });
}

/** A WITHOUT ROWID table has no rowids to move. */
function isMoved(before: bigint | null, after: bigint | null): boolean {
  return before !== null && after !== null && before !== after;
}
