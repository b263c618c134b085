import type { DataSnapshot, TableData } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { readRows } from './tableRows.ts';

/**
 * Reads every row of the user's tables, to be compared with the same at another moment. `schema` must be that of the
 * engine as it is now. What cannot be told: the text index of a contentless FTS5 table, and in a UTF-16 database text
 * that is not UTF-16.
 */
export async function readData(engine: Engine, schema: SchemaSnapshot): Promise<DataSnapshot> {
  const tables = new Map<string, TableData>();
  for (const table of schema.tables) {
    const data = await readTable(engine, table);
    if (data !== null) tables.set(table.name, data);
  }
  return { tables, sequences: await readSequences(engine, schema) };
}

/** null for what holds no rows of its own: a virtual table's storage, or a virtual table that only answers queries. */
async function readTable(engine: Engine, table: Table): Promise<TableData | null> {
  if (table.kind === 'shadow') return null;
  try {
    return await readRows(engine, table);
  } catch (error) {
    if (table.kind === 'virtual' && error instanceof SqlError) return null;
    throw error;
  }
}

/** https://sqlite.org/autoinc.html */
async function readSequences(engine: Engine, { tables }: SchemaSnapshot): Promise<ReadonlyMap<string, bigint>> {
  const counted = new Set(tables.filter(({ autoincrement }) => autoincrement).map(({ name }) => name));
  if (counted.size === 0) return new Map();
  const rows = await engine.query('SELECT name, seq FROM sqlite_sequence ORDER BY name, rowid');
  const sequences = new Map<string, bigint>();
  for (const [name, next] of rows) {
    if (typeof name === 'string' && typeof next === 'bigint' && counted.has(name)) sequences.set(name, next);
  }
  return sequences;
}
