import type { StoredRow, TableData } from '../model/data.ts';
import { rowKey } from './rowKey.ts';
import { type Naming, pairUp, type RowPair, type RowPairs } from './rowPairing.ts';

/** A column before and after, by its position in each table. */
export interface ColumnPair {
  readonly column: string;
  readonly before: number;
  readonly after: number;
}

/** Which row after is which row before, and what it was known by. */
export interface RowMatching extends RowPairs {
  readonly matchedBy: 'key' | 'rowid' | 'contents';
}

/**
 * Finds each row again: by the key it had before where that still tells the rows apart, else by its rowid, else by what
 * it holds. A row whose key has changed is therefore a lost and an added one; who knows that a key was computed anew
 * leaves its column out of `columns`.
 */
export function matchRows(before: TableData, after: TableData, columns: readonly ColumnPair[]): RowMatching {
  const all: RowPairs = { pairs: [], lost: before.rows, added: after.rows };
  const keyAfter = keyNaming(before, after, columns);
  if (keyAfter !== null) {
    return { matchedBy: 'key', ...pairUp(all, { before: ({ key }) => key, after: keyAfter, accept: always }) };
  }
  const byContents: Naming = {
    before: contentsAt(columns.map((column) => column.before)),
    after: contentsAt(columns.map((column) => column.after)),
    accept: always,
  };
  if (!isNumbered(before) || !isNumbered(after)) return { matchedBy: 'contents', ...pairUp(all, byContents) };
  // A rebuild may number the rows anew, so rows that hold what they held are found before a number means anything.
  const unchanged = pairUp(all, { before: rowid, after: rowid, accept: (pair) => isUnchanged(pair, columns) });
  const moved = pairUp(unchanged, byContents);
  return { matchedBy: 'rowid', ...pairUp(moved, { before: rowid, after: rowid, accept: always }) };
}

/** What a row after is known by under the key of before; null when that key does not identify each row. */
function keyNaming(
  { keyColumns }: TableData,
  after: TableData,
  columns: readonly ColumnPair[],
): Naming['after'] | null {
  const positions = keyColumns.flatMap((key) => columns.find(({ column }) => column === key)?.after ?? []);
  if (positions.length === 0 || positions.length < keyColumns.length) return null;
  const names = positions.map((position) => after.columns[position]);
  if (names.join('\0') === after.keyColumns.join('\0')) return ({ key }) => key;

  const keys = new Map(after.rows.map((row) => [row, rowKey(row.cells, positions)]));
  const distinct = new Set(keys.values());
  const identifies = distinct.size === after.rows.length && !distinct.has(null);
  return identifies ? (row) => keys.get(row) ?? null : null;
}

function isUnchanged({ before, after }: RowPair, columns: readonly ColumnPair[]): boolean {
  return columns.every((column) => before.cells[column.before] === after.cells[column.after]);
}

function contentsAt(positions: readonly number[]): (row: StoredRow) => string {
  return ({ cells }) => JSON.stringify(positions.map((position) => cells[position]));
}

function rowid(row: StoredRow): bigint | null {
  return row.rowid;
}

function isNumbered({ rows }: TableData): boolean {
  return rows.every((row) => row.rowid !== null);
}

function always(): boolean {
  return true;
}
