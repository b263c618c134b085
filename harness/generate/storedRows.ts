import { bindCell } from '../inspect/cell.ts';
import type { StoredRow } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Column, Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** The column that each cell goes into; undefined where the table has no such column to write. */
export type Destinations = readonly (Column | undefined)[];

/**
 * Inserts stored rows into a table, bit for bit, and answers with those it refuses and why. Rows may refer to each
 * other, so the refused ones are tried again for as long as that helps.
 */
export async function insertRows(
  engine: Engine,
  table: Table,
  destinations: Destinations,
  rows: readonly StoredRow[],
): Promise<ReadonlyMap<StoredRow, SqlError>> {
  let refused = new Map<StoredRow, SqlError>();
  for (let waiting = rows; ; waiting = [...refused.keys()]) {
    // Given in their order without waiting in between: they are written in it.
    const errors = await Promise.all(waiting.map((row) => insertRow(engine, table, destinations, row)));
    refused = new Map();
    for (const [at, row] of waiting.entries()) {
      const error = errors[at] ?? null;
      if (error !== null) refused.set(row, error);
    }
    if (refused.size === 0 || refused.size === waiting.length) return refused;
  }
}

/** A column that is new and must not be NULL gets some value: the row itself is what is being judged. */
async function insertRow(
  engine: Engine,
  table: Table,
  destinations: Destinations,
  row: StoredRow,
): Promise<SqlError | null> {
  const names: string[] = [];
  const places: string[] = [];
  const values: SqlValue[] = [];
  const add = (name: string, place: string, value: SqlValue): void => {
    names.push(quoteIdentifier(name));
    places.push(place);
    values.push(value);
  };
  for (const [index, column] of destinations.entries()) {
    const bound = bindCell(row.cells[index] ?? 'n');
    if (column !== undefined) add(column.name, bound.sql, bound.value);
  }
  for (const column of table.columns) {
    if (destinations.includes(column) || column.generated !== 'no' || !column.notNull || column.default !== null)
      continue;
    add(column.name, '?', column.affinity === 'TEXT' ? `${column.name}_${row.key}` : 1n);
  }
  const target = quoteIdentifier(table.name);
  try {
    await engine.query(`INSERT INTO ${target} (${names.join(', ')}) VALUES (${places.join(', ')})`, values);
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

/** Where each stored column goes in a table that may have renamed or lost it; generated columns are never written. */
export function destinationsOf(
  columns: readonly string[],
  table: Table,
  renamed: ReadonlyMap<string, string> | undefined,
): Destinations {
  return columns.map((column) => {
    const name = (renamed?.get(column) ?? renamed?.get(column.toLowerCase()) ?? column).toLowerCase();
    return table.columns.find((candidate) => candidate.name.toLowerCase() === name && candidate.generated === 'no');
  });
}
