import { encodeCell } from '../inspect/cell.ts';
import { foldName } from '../inspect/foldName.ts';
import type { StoredRow, TableData } from '../model/data.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { type KeyDefaults, type KeyEffect, keyEffect } from './keyEffect.ts';
import type { KeyProbe, RowAddress } from './keyProbe.ts';

type Rows = ReadonlyMap<string, TableData>;

/** What a probe does by the declared foreign keys alone, on the rows that are there. */
export function probeEffect(schema: SchemaSnapshot, rows: Rows, probe: KeyProbe, defaults: KeyDefaults): KeyEffect {
  const { parent, missing, to } = probe;
  const left = missing === null ? rows : without(rows, missing);
  const row = findRow(left, parent);
  const cells = to === null ? null : withKey(left, row, parent, to.map(encodeCell));
  return keyEffect(schema, left, { table: parent.table, row, cells }, defaults);
}

function findRow(rows: Rows, { table, columns, values }: RowAddress): StoredRow {
  const data = rows.get(table.name);
  const positions = columns.map((name) => data?.columns.findIndex((column) => foldName(column) === name) ?? -1);
  const wanted = values.map(encodeCell);
  const row = data?.rows.find(({ cells }) => positions.every((position, at) => cells[position] === wanted[at]));
  return row ?? { key: '', rowid: null, cells: [] };
}

function withKey(
  rows: Rows,
  row: StoredRow,
  { table, columns }: RowAddress,
  key: readonly string[],
): readonly string[] {
  const names = rows.get(table.name)?.columns.map(foldName) ?? [];
  return row.cells.map((cell, at) => key[columns.indexOf(names[at] ?? '')] ?? cell);
}

function without(rows: Rows, address: RowAddress): Rows {
  const data = rows.get(address.table.name);
  if (data === undefined) return rows;
  const gone = findRow(rows, address);
  return new Map([...rows, [data.table, { ...data, rows: data.rows.filter((row) => row !== gone) }]]);
}
