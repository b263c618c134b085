import { bindCell } from '../inspect/cell.ts';
import { foldName } from '../inspect/foldName.ts';
import type { DataSnapshot, TableData } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/**
 * Lets new rows refer to the keys that a step has given to old rows, one to each: an application does so from the day of
 * the release on, and such a parent can no longer get its old key back. Keys of several columns are left alone.
 */
export async function referToNewKeys(
  engine: Engine,
  { tables }: SchemaSnapshot,
  before: DataSnapshot,
  after: DataSnapshot,
): Promise<void> {
  for (const child of tables) {
    for (const { columns, parent, parentColumns } of child.foreignKeys) {
      const [column, key] = [columns[0], parentColumns[0]];
      if (columns.length !== 1 || column === undefined || key === undefined) continue;
      const made = changedKeys(before, after, parent, key);
      if (made.length > 0) await referTo(engine, child, column, made, after);
    }
  }
}

/** The keys of rows that were there before and had another one, or none. */
function changedKeys(before: DataSnapshot, after: DataSnapshot, table: string, column: string): readonly string[] {
  const [then, now] = [before, after].map(({ tables }) =>
    [...tables.values()].find((data) => foldName(data.table) === foldName(table)),
  );
  // What nobody wrote to is not read again.
  if (then === undefined || now === undefined || then === now) return [];
  const old = cellsOf(then, column);
  return [...cellsOf(now, column)].flatMap(([rowid, cell]) => ((old.get(rowid) ?? cell) === cell ? [] : [cell]));
}

/** What a column holds, by rowid. */
function cellsOf({ columns, rows }: TableData, column: string): ReadonlyMap<bigint, string> {
  const at = columns.findIndex((name) => foldName(name) === foldName(column));
  return new Map(rows.flatMap(({ rowid, cells }) => (rowid === null ? [] : [[rowid, cells[at] ?? 'n'] as const])));
}

async function referTo(
  engine: Engine,
  { name, withoutRowid }: Table,
  column: string,
  cells: readonly string[],
  after: DataSnapshot,
): Promise<void> {
  if (withoutRowid) return;
  const old = new Set(after.tables.get(name)?.rows.map(({ rowid }) => rowid));
  const rows = (await engine.query(`SELECT rowid FROM ${quoteIdentifier(name)} ORDER BY rowid`)).flat();
  const fresh = rows.filter((rowid) => typeof rowid !== 'bigint' || !old.has(rowid));
  for (const cell of cells) {
    const { sql, value } = bindCell(cell);
    const update = `UPDATE ${quoteIdentifier(name)} SET ${quoteIdentifier(column)} = ${sql} WHERE rowid = ?`;
    while (fresh.length > 0 && !(await isAccepted(engine, update, [value, fresh.shift() ?? null])));
  }
}

/** Another key may stand in the way: another row may take it. */
async function isAccepted(engine: Engine, sql: string, values: readonly SqlValue[]): Promise<boolean> {
  try {
    await engine.query(sql, values);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}
