import { constraintProbes } from '../../../harness/generate/probes/constraintProbes.ts';
import type { ProbeSet } from '../../../harness/generate/probes/probe.ts';
import { type Deviation, runProbes } from '../../../harness/generate/probes/runProbes.ts';
import { insertRows } from '../../../harness/generate/storedRows.ts';
import { readData } from '../../../harness/inspect/dataSnapshot.ts';
import { databaseOf, filled, type TestDatabase } from '../database.ts';

export interface Probed extends TestDatabase {
  readonly set: ProbeSet;
}

/** A filled database and the probes of all its tables. */
export async function probed(sql: string): Promise<Probed> {
  const database = await filled(sql, { gaps: true });
  const options = { seed: 1, shape: {} };
  const set = await constraintProbes(database.engine, database.schema, database.schema.tables, options);
  return { ...database, set };
}

/** Probes as `table, constraint, row: outcome`. */
export function lines({ probes }: ProbeSet): readonly string[] {
  return probes.map(
    ({ table, constraint, what, expected }) => `${table}, ${constraint.name}, ${what}: ${expected.outcome}`,
  );
}

/** Runs the probes of one schema on a database that has the same rows and another schema. */
export async function deviationsOn(sql: string, { engine, schema, set }: Probed): Promise<readonly Deviation[]> {
  const other = await databaseOf(sql);
  const data = await readData(engine, schema);
  await other.engine.query('PRAGMA foreign_keys = OFF');
  for (const table of other.schema.tables) {
    const rows = data.tables.get(table.name);
    const columns = rows?.columns.map((name) =>
      table.columns.find((column) => column.name === name && column.generated === 'no'),
    );
    await insertRows(other.engine, table, columns ?? [], rows?.rows ?? []);
  }
  await other.engine.query('PRAGMA foreign_keys = ON');
  return runProbes(other.engine, set.probes);
}
