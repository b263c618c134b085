import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { FillOptions } from '../../harness/generate/fillOptions.ts';
import type { FillReport } from '../../harness/generate/fillReport.ts';
import { fillTables } from '../../harness/generate/fillTables.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../harness/model/engine.ts';
import type { SchemaSnapshot } from '../../harness/model/schema.ts';
import type { SqlRow, SqlValue } from '../../harness/model/value.ts';
import { quoteIdentifier } from '../../harness/sql/quote.ts';
import { scriptOf } from '../../harness/sql/script.ts';

export interface TestDatabase {
  readonly engine: Engine;
  readonly schema: SchemaSnapshot;
}

/** A database made by a script. */
export async function databaseOf(sql: string): Promise<TestDatabase> {
  const engine = await openBetterSqlite3();
  const failure = await engine.apply(scriptOf('schema.sql', sql).statements, { foreignKeys: 'on' });
  if (failure !== null) throw new Error(`${failure.message}\n${sql}`);
  return { engine, schema: await readSchema(engine) };
}

/** Eight rows in every table, unless said otherwise. */
export async function fill({ engine, schema }: TestDatabase, options: Partial<FillOptions> = {}): Promise<FillReport> {
  return fillTables(engine, schema, { seed: 1, rows: 8, first: 1, shape: {}, gaps: false, ...options });
}

/** A database made by a script and filled. */
export async function filled(sql: string, options: Partial<FillOptions> = {}) {
  const database = await databaseOf(sql);
  return { ...database, report: await fill(database, options) };
}

/** Every row of every table. */
export async function contents({ engine, schema }: TestDatabase): Promise<Record<string, readonly SqlRow[]>> {
  const tables: Record<string, readonly SqlRow[]> = {};
  for (const { name } of schema.tables) tables[name] = await engine.query(`SELECT * FROM ${quoteIdentifier(name)}`);
  return tables;
}

/** The values of one expression in a table, in the order of writing. */
export async function values(
  { engine }: TestDatabase,
  expression: string,
  table: string,
): Promise<readonly SqlValue[]> {
  return (await engine.query(`SELECT ${expression} FROM ${table} ORDER BY rowid`)).map(([value]) => value ?? null);
}

/** What the engine finds wrong with the rows of a database. */
export async function faults({ engine }: TestDatabase): Promise<readonly SqlRow[]> {
  const broken = (await engine.query('PRAGMA quick_check')).filter(([line]) => line !== 'ok');
  return [...broken, ...(await engine.query('PRAGMA foreign_key_check'))];
}
