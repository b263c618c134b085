import type { StoredRow, TableData } from '../model/data.ts';
import type { Queryable } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Column, Table } from '../model/schema.ts';
import { rowKey } from './rowKey.ts';
import { readCells } from './tableCells.ts';

/** Reads every row of a table exactly. Throws `SqlError` when the engine cannot read it. */
export async function readRows(engine: Queryable, table: Table): Promise<TableData> {
  const columns = table.columns.filter(({ hidden }) => !hidden);
  try {
    return await readColumns(engine, table, columns);
  } catch (error) {
    // A virtual generated column is computed on reading, and can fail on a row that was accepted without it.
    const stored = columns.filter(({ generated }) => generated !== 'virtual');
    if (!(error instanceof SqlError) || stored.length === columns.length) throw error;
    return await readColumns(engine, table, stored);
  }
}

async function readColumns(engine: Queryable, table: Table, columns: readonly Column[]): Promise<TableData> {
  const names = columns.map(({ name }) => name);
  const { cells, rowids, ordered } = await readCells(engine, table, names);
  const alias = table.rowidAlias === null ? -1 : names.indexOf(table.rowidAlias);
  const rowidOf = (row: readonly string[], index: number): bigint | null =>
    alias === -1 ? (rowids[index] ?? null) : BigInt(row[alias]?.slice(1) ?? 0);

  const keyColumns = primaryKey(table);
  const positions = keyColumns.map((name) => names.indexOf(name));
  const keys = positions.length === 0 ? [] : cells.map((row) => rowKey(row, positions));
  const keyed = positions.length > 0 && !keys.includes(null);
  const rows = cells.map((row, index): StoredRow => {
    const rowid = rowidOf(row, index);
    const key = keyed ? keys[index] : rowid?.toString();
    return { key: key ?? JSON.stringify(row), rowid, cells: row };
  });
  if (!ordered) rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { table: table.name, columns: names, keyColumns: keyed ? keyColumns : [], rowidAlias: table.rowidAlias, rows };
}

/** SQLite keeps keys apart that are not NULL; a virtual table's module need not. */
function primaryKey({ kind, columns }: Table): readonly string[] {
  if (kind === 'virtual') return [];
  const key = columns.filter((column) => column.primaryKey > 0);
  return key.sort((a, b) => a.primaryKey - b.primaryKey).map(({ name }) => name);
}
