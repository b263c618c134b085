import { deleteRow } from '../generate/deleteRow.ts';
import { fillTables } from '../generate/fillTables.ts';
import { destinationsOf, insertRows } from '../generate/storedRows.ts';
import { topologicalTables } from '../generate/topologicalTables.ts';
import { carriedTables } from '../inspect/sameTable.ts';
import type { DataSnapshot, StoredRow, TableData } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Named } from '../model/named.ts';
import type { ForeignKey, SchemaSnapshot } from '../model/schema.ts';
import type { LivedIn, Run, ScriptFacts, State } from '../model/step.ts';
import { mentions } from '../sql/mentions.ts';
import { referToNewKeys } from './newKeys.ts';
import { once } from './once.ts';
import type { Filling } from './populate.ts';
import { withMoreRows } from './state.ts';

/** Ordinals of the rows written here: beyond any that the climb itself uses. */
const FIRST = 1_000_000;
/** Enough for a NULL in every column that takes it, and four elements of a list. */
const ROWS = 5;

/**
 * The day after the release: rows are written under the new schema, then the rollback runs. When it fails, the rows
 * that the old schema refuses are taken out and it runs again: that tells a rollback that cannot work from one that
 * only meets what it cannot keep.
 */
export async function liveIn(
  before: State,
  after: State,
  scripts: { readonly forward: ScriptFacts; readonly rollback: ScriptFacts },
  filling: Filling,
  descend: (from: State) => Promise<Run>,
): Promise<LivedIn> {
  const schema = await after.schema();
  const engine = await after.engine.fork();
  const { seed, config } = filling;
  const tables = writtenByApplication(schema, await before.schema(), scripts);
  await fillTables(engine, schema, { seed, rows: ROWS, first: FIRST, tables, shape: config.rows, gaps: false });
  await referToNewKeys(engine, schema, await before.data(), await after.data());
  const lived = withMoreRows(engine, after);
  const written = newRows(await after.data(), await lived.data());
  const run = await descend(lived);
  const { named } = scripts.rollback;
  const refused = once(async () => refusedByOldSchema(before, schema, await lived.data(), written, named));
  const held = run.failure === null ? run : await descend(await without(await refused(), lived, after));
  return { lived, written, refused, run, held };
}

/**
 * The tables whose rows a rollback can reach: those that the scripts speak of, the descendants of what it drops, deletes
 * or changes, and what their triggers write.
 * A new table that the rollback reads is the step's own notebook, and the application writes nothing into it.
 */
function writtenByApplication(
  { tables, triggers }: SchemaSnapshot,
  before: SchemaSnapshot,
  { forward, rollback }: { readonly forward: ScriptFacts; readonly rollback: ScriptFacts },
): readonly string[] {
  const texts = [...forward.runnable, ...rollback.runnable].map(({ text }) => text.toLowerCase()).join('\n');
  const reached = new Set(tables.map(({ name }) => name.toLowerCase()).filter((name) => mentions(texts, name)));
  const { dropped, deletedFrom, changedColumns } = rollback.named;
  const spreading = new Set([...dropped.table, ...deletedFrom, ...changedColumns.keys()]);
  // A set hands out what is added to it while it is walked through.
  for (const name of reached) {
    const children = spreading.has(name) ? tables.filter(({ foreignKeys }) => foreignKeys.some(refersTo(name))) : [];
    for (const child of children) {
      reached.add(child.name.toLowerCase());
      spreading.add(child.name.toLowerCase());
    }
    const bodies = triggers.filter(({ table }) => table.toLowerCase() === name).map(({ sql }) => sql.toLowerCase());
    for (const table of tables) {
      if (bodies.some((body) => mentions(body, table.name))) reached.add(table.name.toLowerCase());
    }
  }
  const known = new Set(before.tables.map(({ name }) => name));
  const reading = rollback.runnable
    .map(({ text }) => text.toLowerCase())
    .filter((text) => !/^drop\s+table\b/.test(text));
  const isNotebook = (name: string): boolean => !known.has(name) && reading.some((text) => mentions(text, name));
  return tables
    .filter(({ name, kind }) => kind !== 'shadow' && reached.has(name.toLowerCase()) && !isNotebook(name))
    .map(({ name }) => name);
}

function refersTo(name: string): (key: ForeignKey) => boolean {
  return ({ parent }) => parent.toLowerCase() === name;
}

function newRows(before: DataSnapshot, lived: DataSnapshot): LivedIn['written'] {
  const entries = [...lived.tables].map(([name, { rows }]) => {
    const known = new Set(before.tables.get(name)?.rows.map(identity));
    return [name, rows.filter((row) => !known.has(identity(row)))] as const;
  });
  return new Map(entries.filter(([, rows]) => rows.length > 0));
}

/** A row keeps its rowid while others come; its key may stop being one when a NULL joins. */
function identity({ rowid, key }: StoredRow): string {
  return rowid === null ? key : String(rowid);
}

/** The engine says what the old schema can hold: all new rows are tried there, parents first. */
async function refusedByOldSchema(
  before: State,
  schema: SchemaSnapshot,
  lived: DataSnapshot,
  written: LivedIn['written'],
  named: Named,
): Promise<ReadonlySet<StoredRow>> {
  const old = await before.schema();
  const carried = carriedTables(schema, old, named);
  const engine = await before.engine.fork();
  const refused = new Set<StoredRow>();
  for (const table of topologicalTables(old)) {
    const source = carried.find(({ after }) => after?.name === table.name);
    const data = source === undefined ? undefined : lived.tables.get(source.before.name);
    if (source === undefined || data === undefined) continue;
    const rows = written.get(source.before.name) ?? [];
    const errors = await insertRows(engine, table, destinationsOf(data.columns, table, source.columns), rows);
    for (const row of errors.keys()) refused.add(row);
  }
  await engine.close();
  return refused;
}

/** The new rows without the refused ones, children first; without any where a trigger keeps a refused one. */
async function without(refused: ReadonlySet<StoredRow>, lived: State, after: State): Promise<State> {
  const engine = await lived.engine.fork();
  const { tables } = await lived.data();
  let waiting = [...tables.values()].flatMap((data) =>
    data.rows.filter((row) => refused.has(row)).map((row) => ({ data, row })),
  );
  for (let before = waiting.length + 1; waiting.length > 0 && waiting.length < before; ) {
    before = waiting.length;
    const held: typeof waiting = [];
    for (const one of waiting) if (!(await goes(engine, one.data, one.row))) held.push(one);
    waiting = held;
  }
  if (waiting.length === 0) return withMoreRows(engine, lived);
  await engine.close();
  return after;
}

/** Whether a row can be deleted: a child or a trigger may hold it. */
async function goes(engine: Engine, data: TableData, row: StoredRow): Promise<boolean> {
  try {
    await deleteRow(engine, data, row);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}
