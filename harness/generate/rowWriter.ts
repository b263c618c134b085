import { foldName } from '../inspect/foldName.ts';
import type { Config } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { ForeignKeyPlan } from './foreignKeyPlan.ts';
import { type Attempt, placeRow } from './placeRow.ts';
import { type RowTarget, type RowWriterOptions, readTargets } from './rowTargets.ts';
import { shapeRow } from './shapeRow.ts';
import type { TablePlan } from './tablePlan.ts';

/** Values by column name in lower case. */
export type RowValues = ReadonlyMap<string, SqlValue>;

/** Writes single rows that belong together, on a database whose triggers are out of the way. */
export interface RowWriter {
  /**
   * Writes a row that has the given values, and the others so that the schema accepts it; its values as stored, or what
   * the engine said. Foreign keys that are not given refer to rows that were there before the writer, so that nothing
   * but the given ones ties the row to what the writer writes. `keyed`: columns that are not to be NULL.
   */
  write(table: Table, given: RowValues, keyed?: readonly string[]): Promise<RowValues | SqlError>;
}

/** A row that is hard to find costs this many changes at most. */
const MOST_CHANGES = 500;
/** One row in four is NULL where a column may be. */
const TRIES_FOR_A_KEY = 4;

interface Writing {
  readonly engine: Engine;
  readonly shape: Config['rows'];
  readonly changes: number;
  readonly targets: ReadonlyMap<string, RowTarget>;
  ordinal: number;
}

/** Prepares to write rows of any table of the schema. */
export async function openRowWriter(
  engine: Engine,
  schema: SchemaSnapshot,
  { seed, first, shape, changes = MOST_CHANGES }: RowWriterOptions,
): Promise<RowWriter> {
  const targets = await readTargets(engine, schema, seed);
  const writing: Writing = { engine, shape, changes, targets, ordinal: first };
  return {
    async write(table, given, keyed = []) {
      const target = targets.get(foldName(table.name));
      if (target === undefined) return new SqlError('SQLITE_ERROR', `table ${table.name} takes no rows`);
      return writeKeyed(writing, target, given, keyed, []);
    },
  };
}

async function writeKeyed(
  writing: Writing,
  target: RowTarget,
  given: RowValues,
  keyed: readonly string[],
  busy: readonly RowTarget[],
): Promise<RowValues | SqlError> {
  for (let tries = 1; ; tries++) {
    const row = await writeRow(writing, target, given, busy);
    if (row instanceof SqlError || tries === TRIES_FOR_A_KEY) return row;
    if (keyed.every((name) => row.get(name) !== null)) return row;
  }
}

async function writeRow(
  writing: Writing,
  target: RowTarget,
  given: RowValues,
  busy: readonly RowTarget[],
): Promise<RowValues | SqlError> {
  const { plan, choices } = target;
  const keys: ForeignKeyPlan[] = [];
  const parents: (readonly SqlRow[])[] = [];
  for (const key of plan.foreignKeys) {
    const rows = await parentsFor(writing, target, key, given, busy);
    if (rows instanceof SqlError) return rows;
    const isGiven = key.key.columns.every((name) => given.has(foldName(name)));
    keys.push(isGiven ? { ...key, optional: [], isSelf: false, isExclusive: false } : key);
    parents.push(rows);
  }
  const place = { n: writing.ordinal++, index: target.written++, parents, hasNullKey: false, earlier: null };
  let stored: RowValues = new Map();
  const attempt: Attempt = async (values, n) => {
    const shaped = shapeRow(plan, values, n, writing.shape);
    const row = plan.columns.map(({ column }, at) => given.get(foldName(column.name)) ?? shaped[at] ?? null);
    const inserted = await insertReturning(writing.engine, plan, row);
    if (inserted instanceof SqlError) return inserted;
    stored = inserted;
    return null;
  };
  const search = { choices, changes: writing.changes };
  const refused = await placeRow({ ...plan, foreignKeys: keys }, place, search, attempt);
  return refused ?? stored;
}

async function insertReturning(engine: Engine, plan: TablePlan, row: SqlRow): Promise<RowValues | SqlError> {
  const names = plan.table.columns.filter(({ hidden }) => !hidden).map(({ name }) => name);
  try {
    const text = `${plan.insertion.text} RETURNING ${names.map(quoteIdentifier).join(', ')}`;
    const [stored = []] = await engine.query(text, row);
    return new Map(names.map((name, at) => [foldName(name), stored[at] ?? null]));
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

/** The keys that a row can refer to: the given one, else those from before that agree with it, else that of a new row. */
async function parentsFor(
  writing: Writing,
  target: RowTarget,
  key: ForeignKeyPlan,
  given: RowValues,
  busy: readonly RowTarget[],
): Promise<readonly SqlRow[] | SqlError> {
  const columns = key.key.columns.map(foldName);
  if (columns.every((name) => given.has(name))) return [columns.map((name) => given.get(name) ?? null)];
  const agrees = (row: SqlRow): boolean => columns.every((name, at) => !given.has(name) || given.get(name) === row[at]);
  const before = key.isExclusive ? [] : (target.parents.get(key) ?? []).filter(agrees);
  const parent = writing.targets.get(key.parent);
  if (before.length > 0 || key.optional.length > 0 || parent === undefined || busy.includes(parent)) return before;
  const parentColumns = key.key.parentColumns.map(foldName);
  const wanted = new Map<string, SqlValue>();
  for (const [at, name] of columns.entries()) {
    const value = given.get(name);
    if (value !== undefined) wanted.set(parentColumns[at] ?? '', value);
  }
  const row = await writeKeyed(writing, parent, wanted, parentColumns, [...busy, target]);
  return row instanceof SqlError ? row : [parentColumns.map((name) => row.get(name) ?? null)];
}
