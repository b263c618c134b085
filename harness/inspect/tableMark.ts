import { hash } from 'node:crypto';
import type { DataSnapshot, TableData } from '../model/data.ts';
import type { TableMark } from '../model/observation.ts';
import { foldName } from './foldName.ts';

/** Tables that nothing was written to share their data from one state to the next. */
const marks = new WeakMap<TableData, TableMark>();

/** Marks the rows of every table, by its name in lower case. */
export function tableMarks({ tables }: DataSnapshot): ReadonlyMap<string, TableMark> {
  return new Map([...tables.values()].map((data) => [foldName(data.table), markOf(data)]));
}

function markOf(data: TableData): TableMark {
  const known = marks.get(data);
  if (known !== undefined) return known;
  const { columns, rows } = data;
  const mark = {
    rows: rows.length,
    digest: digest(rows.map(({ cells }) => JSON.stringify(cells))),
    columns: new Map(columns.map((name, at) => [foldName(name), digest(rows.map(({ cells }) => cells[at] ?? 'n'))])),
  };
  marks.set(data, mark);
  return mark;
}

function digest(values: readonly string[]): string {
  return hash('sha256', JSON.stringify(values.toSorted()));
}
