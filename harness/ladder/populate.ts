import { fillTables } from '../generate/fillTables.ts';
import type { Config } from '../model/config.ts';
import { UserError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { State, UnfilledTable } from '../model/step.ts';
import { scriptOf } from '../sql/script.ts';
import { stateOf, withMoreRows } from './state.ts';

/** How generated rows are made. */
export interface Filling {
  readonly seed: number;
  /** Rows per table. */
  readonly rows: number;
  readonly config: Config;
}

/** Enough for a NULL and each kind of value in a column that was added. */
const WIDENED_ROWS = 5;

export interface Populated {
  readonly state: State;
  readonly unfilled: readonly UnfilledTable[];
}

/**
 * Writes rows into every table that is new, was emptied or has other columns than before, after the step's seed file. Rows of the
 * other tables are carried along untouched, so that a row written at the first step is still watched at the last.
 */
export async function populate(
  after: State,
  before: SchemaSnapshot | null,
  emptied: ReadonlySet<string>,
  stepId: string,
  position: number,
  { seed, rows, config }: Filling,
): Promise<Populated> {
  const schema = await after.schema();
  const known = new Map(before?.tables.map((table) => [table.name, table]));
  const tables = schema.tables.filter(({ kind }) => kind !== 'shadow');
  const created = tables.filter(({ name }) => !known.has(name) || emptied.has(name)).map(({ name }) => name);
  const widened = tables.filter((table) => isWidened(table, known.get(table.name))).map(({ name }) => name);
  const seedText = config.seeds[stepId];
  if (created.length + widened.length === 0 && seedText === undefined) return { state: after, unfilled: [] };
  const engine = await after.engine.fork();
  if (seedText !== undefined) {
    const path = `seeds/${stepId}.sql`;
    const failure = await engine.apply(scriptOf(path, seedText).statements, { foreignKeys: 'on' });
    if (failure !== null) throw new UserError('seed-failed', `${path} does not run: ${failure.message}`);
  }
  const options = { seed, first: 1 + position * rows, shape: config.rows };
  const some = await fillTables(engine, schema, { ...options, rows, tables: created, gaps: true });
  const more = await fillTables(engine, schema, { ...options, rows: WIDENED_ROWS, tables: widened, gaps: false });
  const state = seedText === undefined ? withMoreRows(engine, after) : stateOf(engine, after);
  // Parents that took no row before are tried again for their children's sake, and were reported then.
  const own = new Set([...created, ...widened]);
  return { state, unfilled: [...some.problems, ...more.problems].filter(({ table }) => own.has(table)) };
}

/** Whether a table has a column that it had not: the rows that are there hold its default, and it needs others. */
function isWidened({ columns }: Table, before: Table | undefined): boolean {
  if (before === undefined) return false;
  const known = new Set(before.columns.map(({ name }) => name));
  return columns.some(({ name }) => !known.has(name));
}
