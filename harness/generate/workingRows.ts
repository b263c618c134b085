import { rowKey } from '../inspect/rowKey.ts';
import type { StoredRow, TableData } from '../model/data.ts';

/** Cells of a row, in the order of its table's columns. */
export type Cells = readonly string[];

/** Stored rows that change in memory. A row goes on being known by what it was. */
export interface WorkingRows {
  /** The rows that are left of a table, with what they hold now. */
  all(table: string): readonly (readonly [StoredRow, Cells])[];
  /** null when it is gone. */
  read(table: string, row: StoredRow): Cells | null;
  /** null deletes it. */
  write(table: string, row: StoredRow, cells: Cells | null): void;
  /** The rows of a table that were written to, with what they hold now; null: it is gone. */
  written(table: string): ReadonlyMap<StoredRow, Cells | null>;
}

/** Begins with the rows as they are stored; these stay as they are. */
export function workingRows(data: ReadonlyMap<string, TableData>): WorkingRows {
  const changes = new Map<string, Map<StoredRow, Cells | null>>();
  const read = (table: string, row: StoredRow): Cells | null => {
    const change = changes.get(table)?.get(row);
    return change === undefined ? row.cells : change;
  };
  return {
    read,
    all: (table) =>
      (data.get(table)?.rows ?? []).flatMap((row) => {
        const cells = read(table, row);
        return cells === null ? [] : [[row, cells] as const];
      }),
    write(table, row, cells) {
      changes.set(table, (changes.get(table) ?? new Map()).set(row, cells));
    },
    written: (table) => changes.get(table) ?? new Map(),
  };
}

/** The tables that were written to, as they would be read. */
export function changedTables(data: ReadonlyMap<string, TableData>, rows: WorkingRows): ReadonlyMap<string, TableData> {
  const changed = [...data.values()].filter(({ table }) => rows.written(table).size > 0);
  return new Map(
    changed.map((before) => {
      const left = rows.all(before.table);
      const stored = left.map(([row, cells]) => (cells === row.cells ? row : rowWith(before, row, cells)));
      return [before.table, { ...before, rows: stored }];
    }),
  );
}

function rowWith({ columns, keyColumns, rowidAlias }: TableData, row: StoredRow, cells: Cells): StoredRow {
  const alias = rowidAlias === null ? undefined : cells[columns.indexOf(rowidAlias)];
  const rowid = alias === undefined ? row.rowid : BigInt(alias.slice(1));
  const key =
    keyColumns.length === 0
      ? rowid?.toString()
      : rowKey(
          cells,
          keyColumns.map((name) => columns.indexOf(name)),
        );
  return { key: key ?? row.key, rowid, cells };
}
