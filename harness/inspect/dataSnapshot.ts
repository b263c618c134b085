import type { DataSnapshot, TableData } from '../model/data.ts';
import type { Engine, Queryable } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { readRows } from './tableRows.ts';

/** Rows that were read at another moment: those of tables that have not changed since are not read again. */
export interface EarlierReading {
  readonly engine: Engine;
  readonly schema: SchemaSnapshot;
  readonly data: DataSnapshot;
}

/**
 * Reads every row of the user's tables, to be compared with the same at another moment. `schema` must be that of the
 * engine as it is now. What cannot be told: the text index of a contentless FTS5 table, and in a UTF-16 database text
 * that is not UTF-16.
 */
export async function readData(
  engine: Engine,
  schema: SchemaSnapshot,
  earlier: EarlierReading | null = null,
): Promise<DataSnapshot> {
  const known = earlier === null ? new Map<string, TableData>() : await unchangedTables(engine, schema, earlier);
  // Asked without waiting in between: questions to D1 that wait together travel together.
  const read = schema.tables.map(async (table) => known.get(table.name) ?? readTable(engine, table));
  const [sequences, ...tables] = await Promise.all([readSequences(engine, schema), ...read]);
  return { tables: new Map(tables.flatMap((data) => (data === null ? [] : [[data.table, data] as const]))), sequences };
}

/** Tables of the same text on the same pages: their rows are those that were read before. */
async function unchangedTables(
  engine: Engine,
  schema: SchemaSnapshot,
  earlier: EarlierReading,
): Promise<ReadonlyMap<string, TableData>> {
  const then = new Map(earlier.schema.tables.map((table) => [table.name, table]));
  const candidates = schema.tables.filter(({ name, sql, kind, rootPage }) => {
    const before = then.get(name);
    return kind === 'table' && before?.sql === sql && before.rootPage === rootPage;
  });
  const same = await engine.unchanged(
    earlier.engine,
    candidates.map(({ rootPage }) => rootPage),
  );
  const data = candidates.filter(({ rootPage }) => same.has(rootPage)).map(({ name }) => earlier.data.tables.get(name));
  return new Map(data.flatMap((table) => (table === undefined ? [] : [[table.table, table] as const])));
}

/** null for what holds no rows of its own, also for a virtual table that only answers queries. */
async function readTable(engine: Engine, table: Table): Promise<TableData | null> {
  if (isAboutOtherRows(table)) return null;
  try {
    return await readRows(engine, table);
  } catch (error) {
    if (table.kind === 'virtual' && error instanceof SqlError) return null;
    throw error;
  }
}

/**
 * Whether a table holds no rows of its own: it is a virtual table's storage, or an FTS5 table that shows the rows of another
 * table (https://sqlite.org/fts5.html#external_content_tables).
 */
export function isAboutOtherRows({ kind, tokens }: Table): boolean {
  return kind === 'shadow' || / using fts5 .* content = (?!'')/i.test(tokens);
}

/** The AUTOINCREMENT high-water marks of the user's tables (https://sqlite.org/autoinc.html); of several SQLite takes the first. */
export async function readSequences(
  engine: Queryable,
  { tables }: SchemaSnapshot,
): Promise<ReadonlyMap<string, bigint>> {
  const counted = new Set(tables.filter(({ autoincrement }) => autoincrement).map(({ name }) => name));
  if (counted.size === 0) return new Map();
  const rows = await engine.query('SELECT name, seq FROM sqlite_sequence ORDER BY name, rowid');
  const sequences = new Map<string, bigint>();
  for (const [name, next] of rows) {
    if (typeof name !== 'string' || typeof next !== 'bigint' || sequences.has(name)) continue;
    if (counted.has(name)) sequences.set(name, next);
  }
  return sequences;
}
