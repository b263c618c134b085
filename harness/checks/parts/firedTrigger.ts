import { fillTables } from '../../generate/fillTables.ts';
import { destinationsOf, insertRows } from '../../generate/storedRows.ts';
import { freeRowidName } from '../../sql/rowidName.ts';
import { readRows } from '../../inspect/tableRows.ts';
import { eventOf } from '../../inspect/triggerEvent.ts';
import type { Config } from '../../model/config.ts';
import type { StoredRow } from '../../model/data.ts';
import type { Engine } from '../../model/engine.ts';
import type { Column, SchemaObject, SchemaSnapshot, Table } from '../../model/schema.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { refusal } from './refusal.ts';

/** A trigger, the table that it hangs on, and a throw-away database with rows to fire it in. */
export interface LoadedTrigger {
  readonly trigger: SchemaObject;
  readonly table: Table;
  readonly schema: SchemaSnapshot;
  readonly engine: Engine;
  readonly shape: Config['rows'];
}

/**
 * Writes for real, and answers with what the engine said where the trigger itself fails. A RAISE is the trigger doing its
 * work; so is a CHECK of another table that some rows meet.
 */
export async function firingFault(loaded: LoadedTrigger): Promise<string | null> {
  const { trigger, table } = loaded;
  const owner = quoteIdentifier(table.name);
  switch (eventOf(trigger)) {
    case 'insert':
      return (await faultOfInserts(loaded)) ?? (await faultOfSomeInserts(loaded));
    case 'update': {
      const columns = table.columns
        .filter(({ generated }) => generated === 'no')
        .map(({ name }) => quoteIdentifier(name));
      const same = `UPDATE ${owner} SET ${columns.map((column) => `${column} = ${column}`).join(', ')}`;
      return (await faultOf(loaded, same)) ?? (await faultOfChanges(loaded));
    }
    case 'delete':
      return (await faultOf(loaded, `DELETE FROM ${owner}`)) ?? (await faultOfOneDelete(loaded));
  }
}

/** What no row meets because of its values, so that a trigger that writes such a row is wrong about it. */
const UNMEANT: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_NOTNULL',
  'SQLITE_CONSTRAINT_FOREIGNKEY',
  'SQLITE_CONSTRAINT_DATATYPE',
]);

async function faultOf(loaded: LoadedTrigger, sql: string): Promise<string | null> {
  const error = await refusal(loaded.engine, sql);
  if (error === null) return null;
  if (!error.code.startsWith('SQLITE_CONSTRAINT')) return error.message;
  return UNMEANT.has(error.code) && (await passesWithout(loaded, sql)) ? error.message : null;
}

/** Rows that others refer to keep a delete of all from getting as far as the trigger. */
async function faultOfOneDelete(loaded: LoadedTrigger): Promise<string | null> {
  const { table, engine } = loaded;
  const rowid = freeRowidName(table.columns.map(({ name }) => name));
  if (table.withoutRowid || rowid === null) return null;
  const owner = quoteIdentifier(table.name);
  for (const [row] of await engine.query(`SELECT ${rowid} FROM ${owner}`)) {
    const fault = await faultOf(loaded, `DELETE FROM ${owner} WHERE ${rowid} = ${String(row)}`);
    if (fault !== null) return fault;
  }
  return null;
}

/** Values that are others than before: many a trigger asks for that. What they break besides is not its fault. */
async function faultOfChanges(loaded: LoadedTrigger): Promise<string | null> {
  const { trigger, table, engine } = loaded;
  const keys = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  const isFree = ({ name, generated, primaryKey }: Column): boolean =>
    generated === 'no' && primaryKey === 0 && !keys.has(name) && mentions(trigger.tokens, name.toLowerCase());
  for (const { name, affinity } of table.columns.filter(isFree)) {
    const column = quoteIdentifier(name);
    const other = affinity === 'TEXT' ? `${column} || 'x'` : `${column} + 1`;
    const sql = `UPDATE ${quoteIdentifier(table.name)} SET ${column} = ${other}`;
    const error = await refusal(engine, sql);
    if (error !== null && UNMEANT.has(error.code) && (await passesWithout(loaded, sql))) return error.message;
  }
  return null;
}

/** High above the rows of every step. */
const FIRST = 2_000_000;

/** What keeps every row out, or every one after the first. */
async function faultOfInserts(loaded: LoadedTrigger): Promise<string | null> {
  for (const first of [FIRST, FIRST + 1]) {
    const { written, problem } = await fillOne(loaded, loaded.engine, first);
    if (written > 0) continue;
    if (problem?.kind === 'broken') return problem.message;
    if (problem?.code === 'SQLITE_CONSTRAINT_TRIGGER') return null;
    if (problem?.code === 'SQLITE_CONSTRAINT_CHECK' && reckons(loaded.trigger)) return null;
    const goesIn = await withoutTrigger(loaded, async (copy) => (await fillOne(loaded, copy, first)).written > 0);
    if (!goesIn) return null;
    if (/\braise \( ignore \)/.test(loaded.trigger.tokens)) return 'RAISE(IGNORE) leaves out every row';
    // A table that is full is none for the filling to complain of.
    return problem?.message ?? 'UNIQUE constraint failed';
  }
  return null;
}

/** Whether a trigger writes values into rows that are there which it makes of others: a CHECK can be what stops it, on purpose. */
function reckons({ tokens }: SchemaObject): boolean {
  const assigned = tokens.slice(tokens.indexOf(' begin ')).matchAll(/(?: set|,) \S+ = (.*?)(?= ,| where | ;)/g);
  return [...assigned].some(([, value]) => !/^(?:'(?:[^']|'')*'|[\d.]+)$/.test(value ?? ''));
}

async function fillOne({ table, schema, shape }: LoadedTrigger, engine: Engine, first: number) {
  const options = { seed: 1, rows: 1, first, tables: [table.name], shape, gaps: false };
  const { written, problems } = await fillTables(engine, schema, options);
  return { written: written.get(table.name) ?? 0, problem: problems.find((one) => one.table === table.name) };
}

/** Enough for a NULL in every column that takes it. */
const ROWS = 5;

/** What keeps some rows out that the table itself takes, for a reason that no value of another row can mend. */
async function faultOfSomeInserts(loaded: LoadedTrigger): Promise<string | null> {
  const { table, schema, engine, shape } = loaded;
  if (table.kind !== 'table') return null;
  const options = { seed: 1, rows: ROWS, first: FIRST + ROWS, tables: [table.name], shape, gaps: false };
  const there = new Set((await readRows(engine, table)).rows.map(contents));
  const made = await withoutTrigger(loaded, async (copy) => {
    await fillTables(copy, schema, options);
    return readRows(copy, table);
  });
  const fresh = made.rows.filter((row) => !there.has(contents(row)));
  const errors = await insertRows(engine, table, destinationsOf(made.columns, table, undefined), fresh);
  return [...errors.values()].find(({ code }) => code === 'SQLITE_CONSTRAINT_NOTNULL')?.message ?? null;
}

function contents(row: StoredRow): string {
  return row.cells.join('\u0000');
}

function passesWithout(loaded: LoadedTrigger, sql: string): Promise<boolean> {
  return withoutTrigger(loaded, async (copy) => (await refusal(copy, sql)) === null);
}

async function withoutTrigger<T>({ trigger, engine }: LoadedTrigger, work: (copy: Engine) => Promise<T>): Promise<T> {
  const copy = await engine.fork();
  try {
    await copy.query(`DROP TRIGGER ${quoteIdentifier(trigger.name)}`);
    return await work(copy);
  } finally {
    await copy.close();
  }
}
