import { rowKey } from '../inspect/rowKey.ts';
import type { StoredRow, TableData } from '../model/data.ts';
import type { SchemaSnapshot } from '../model/schema.ts';

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
  /** Names of the tables that were written to. */
  written(): ReadonlySet<string>;
  /** The table as it was. */
  before(table: string): TableData | null;
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
    written: () => new Set(changes.keys()),
    before: (table) => data.get(table) ?? null,
  };
}

/** The tables that were written to, as they would be read. */
export function changedTables(rows: WorkingRows, { tables }: SchemaSnapshot): ReadonlyMap<string, TableData> {
  const changed = new Map<string, TableData>();
  for (const { name } of tables) {
    const before = rows.written().has(name) ? rows.before(name) : null;
    if (before === null) continue;
    const stored = rows.all(name).map(([row, cells]) => (cells === row.cells ? row : rowWith(before, row, cells)));
    changed.set(name, { ...before, rows: stored });
  }
  return changed;
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
