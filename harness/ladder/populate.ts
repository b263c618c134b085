import { fillTables } from '../generate/fillTables.ts';
import type { Config } from '../model/config.ts';
import { UserError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { State, UnfilledTable } from '../model/step.ts';
import { scriptOf } from '../sql/script.ts';
import { stateOf } from './state.ts';

/** How generated rows are made. */
export interface Filling {
  readonly seed: number;
  /** Rows per table. */
  readonly rows: number;
  readonly config: Config;
}

export interface Populated {
  readonly state: State;
  readonly unfilled: readonly UnfilledTable[];
}

/**
 * Writes rows into every table that is new or has other columns than before, after the step's seed file. Rows of the
 * other tables are carried along untouched, so that a row written at the first step is still watched at the last.
 */
export async function populate(
  after: State,
  before: SchemaSnapshot | null,
  stepId: string,
  position: number,
  { seed, rows, config }: Filling,
): Promise<Populated> {
  const schema = await after.schema();
  const tables = schema.tables
    .filter((table) => table.kind !== 'shadow' && isNew(table, before))
    .map(({ name }) => name);
  const seedText = config.seeds[stepId];
  if (tables.length === 0 && seedText === undefined) return { state: after, unfilled: [] };
  const engine = await after.engine.fork();
  if (seedText !== undefined) {
    const path = `seeds/${stepId}.sql`;
    const failure = await engine.apply(scriptOf(path, seedText).statements, { foreignKeys: 'on' });
    if (failure !== null) throw new UserError('seed-failed', `${path} does not run: ${failure.message}`);
  }
  const first = 1 + position * rows;
  const report = await fillTables(engine, schema, { seed, rows, first, tables, shape: config.rows, gaps: true });
  return { state: stateOf(engine), unfilled: report.problems };
}

function isNew(table: Table, before: SchemaSnapshot | null): boolean {
  const earlier = before?.tables.find(({ name }) => name === table.name);
  if (earlier === undefined) return true;
  const known = new Set(earlier.columns.map((column) => column.name));
  return table.columns.some((column) => !known.has(column.name));
}
