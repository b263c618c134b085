import { expect } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { readData } from '../../harness/inspect/dataSnapshot.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { DataSnapshot, TableData } from '../../harness/model/data.ts';
import type { Engine } from '../../harness/model/engine.ts';

/** An engine on which the statements have run. */
export async function database(...statements: readonly string[]): Promise<Engine> {
  const engine = await openBetterSqlite3();
  await run(engine, ...statements);
  return engine;
}

export async function run(engine: Engine, ...statements: readonly string[]): Promise<void> {
  const failure = await engine.apply(
    statements.map((text) => ({ text })),
    { foreignKeys: 'on' },
  );
  expect(failure).toBeNull();
}

export async function snapshot(engine: Engine): Promise<DataSnapshot> {
  return readData(engine, await readSchema(engine));
}

export async function tableOf(engine: Engine, name: string): Promise<TableData> {
  const table = (await snapshot(engine)).tables.get(name);
  if (table === undefined) throw new Error(`no rows of table ${name} were read`);
  return table;
}
