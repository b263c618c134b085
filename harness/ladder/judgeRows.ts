import { isFillable } from '../generate/fillable.ts';
import { isOverflow } from '../generate/refusal.ts';
import { carryMarks } from '../generate/sequenceMarks.ts';
import { destinationsOf, insertRows } from '../generate/storedRows.ts';
import { topologicalTables } from '../generate/topologicalTables.ts';
import type { StoredRow } from '../model/data.ts';
import type { Failure } from '../model/engine.ts';
import type { Named } from '../model/named.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { ForbiddenRows, RowsRefused, Run, State } from '../model/step.ts';
import { type GeneratedRows, oneRowEach } from './oneRowEach.ts';
import { stateOf } from './state.ts';

export interface Judgement {
  readonly before: State;
  readonly forward: Run;
  readonly forbidden: readonly ForbiddenRows[];
  readonly rowsRefused: RowsRefused | null;
}

/**
 * A forward script that fails on rows is wrong unless its own schema forbids those rows (contract: "When rows
 * decide"). The engine decides: the old rows are tried in the schema that the script makes of an empty database, the
 * refused ones are left out, and the script runs again. Where that tells nothing, what the script makes of the rows may
 * still be what fails: one row in each table is tried, and then none, so that the rest of the step is judged anyhow.
 */
export async function judgeRows(
  filled: State,
  empty: () => Promise<State>,
  forward: Run,
  forwardOnEmpty: () => Promise<Run>,
  named: Named,
  climb: (from: State) => Promise<Run>,
): Promise<Judgement> {
  const { failure } = forward;
  const asItWent = { before: filled, forward, forbidden: [], rowsRefused: null };
  if (failure === null || failure.kind === 'timeout') return asItWent;
  const onEmpty = await forwardOnEmpty();
  if (onEmpty.state === null) return asItWent;
  const ground = await empty();
  const refused = ANY_ROW.test(failure.message) ? new Map() : await refusedAfter(filled, ground, onEmpty.state, named);
  if (refused.size > 0) {
    const before = await without(refused, filled, ground);
    const again = await climb(before);
    if (again.failure === null) {
      return { before, forward: again, forbidden: forbiddenRows(refused), rowsRefused: null };
    }
  }
  if ((FORBIDDING.test(failure.code) || isOverflow(failure)) && !(await takesParents(failure, filled, onEmpty.state))) {
    const before = await oneRowEach(await generatedRows(filled, ground), ground);
    const again = before && (await climb(before));
    if (before !== null && again !== null && again.failure === null) {
      return { before, forward: again, forbidden: [], rowsRefused: { failure, judgedOn: 'one row each' } };
    }
  }
  return { before: ground, forward: onEmpty, forbidden: [], rowsRefused: { failure, judgedOn: 'no rows' } };
}

function forbiddenRows(refused: Refused): readonly ForbiddenRows[] {
  return [...refused].map(([table, rows]) => ({
    table,
    count: rows.size,
    message: [...rows.values()][0] ?? '',
  }));
}

/** Codes by which a schema refuses a row; any other error refuses every row (https://sqlite.org/rescode.html). */
const FORBIDDING = /^SQLITE_(?:CONSTRAINT|MISMATCH)/;
const FOREIGN_KEY = 'SQLITE_CONSTRAINT_FOREIGNKEY';
/** What ALTER TABLE says of a column that it adds to no table with rows, whatever they hold (https://sqlite.org/lang_altertable.html#altertabaddcol). */
const ANY_ROW = /^Cannot add a /;

/** Whether rows lost their parent at the commit though no foreign key is new: the script left out rows, whatever they hold. */
async function takesParents({ statement, code }: Failure, filled: State, after: State): Promise<boolean> {
  if (statement !== null || code !== FOREIGN_KEY) return false;
  const known = new Set((await filled.schema()).tables.map(({ foreignKeys }) => JSON.stringify(foreignKeys)));
  const { tables } = await after.schema();
  return tables.every(({ foreignKeys }) => foreignKeys.length === 0 || known.has(JSON.stringify(foreignKeys)));
}

/** By table: the rows that the schema after refuses, with what the engine said of each. */
type Refused = ReadonlyMap<string, ReadonlyMap<StoredRow, string>>;

async function refusedAfter(filled: State, empty: State, after: State, named: Named): Promise<Refused> {
  const schema = await after.schema();
  const engine = await after.engine.fork();
  const refused = new Map<string, ReadonlyMap<StoredRow, string>>();
  for (const { table: old, data, rows } of await generatedRows(filled, empty)) {
    const name = named.renamedTables.get(old.name.toLowerCase()) ?? old.name.toLowerCase();
    const table = schema.tables.find((candidate) => candidate.name.toLowerCase() === name);
    if (table === undefined) continue;
    // A row whose parent was refused is no fault of its own: only a foreign key that is new can forbid a row.
    const newKeys = JSON.stringify(table.foreignKeys) !== JSON.stringify(old.foreignKeys);
    const errors = await insertRows(
      engine,
      table,
      destinationsOf(data.columns, table, named.renamedColumns.get(name)),
      rows,
    );
    const counted = [...errors].filter(([, { code }]) => FORBIDDING.test(code) && (newKeys || code !== FOREIGN_KEY));
    if (counted.length > 0) refused.set(old.name, new Map(counted.map(([row, error]) => [row, error.message])));
  }
  await engine.close();
  return refused;
}

/** The filled database built up once more from the empty one, without the refused rows and what hangs on them. */
async function without(refused: Refused, filled: State, empty: State): Promise<State> {
  const engine = await empty.engine.fork();
  for (const { table, data, rows } of await generatedRows(filled, empty)) {
    const kept = rows.filter((row) => !refused.get(table.name)?.has(row));
    await insertRows(engine, table, destinationsOf(data.columns, table, undefined), kept);
  }
  await carryMarks(engine, (await filled.data()).sequences);
  return stateOf(engine);
}

/** The rows that the filled database has beyond the empty one, parents first; not those that triggers will write again. */
async function generatedRows(filled: State, empty: State): Promise<readonly GeneratedRows[]> {
  const schema: SchemaSnapshot = await filled.schema();
  const { tables } = await filled.data();
  const seeded = (await empty.data()).tables;
  return topologicalTables(schema).flatMap((table) => {
    const data = tables.get(table.name);
    if (data === undefined || !isFillable(table, schema)) return [];
    const known = new Set(seeded.get(table.name)?.rows.map(contents));
    return [{ table, data, rows: data.rows.filter((row) => !known.has(contents(row))) }];
  });
}

function contents(row: StoredRow): string {
  return row.cells.join('\u0000');
}
