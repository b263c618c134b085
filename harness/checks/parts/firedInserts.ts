import { fillTables } from '../../generate/fillTables.ts';
import { destinationsOf, insertRows } from '../../generate/storedRows.ts';
import { readRows } from '../../inspect/tableRows.ts';
import type { StoredRow } from '../../model/data.ts';
import type { Engine } from '../../model/engine.ts';
import { IN_VIRTUAL_TABLE } from './constraintCodes.ts';
import { type LoadedTrigger, reckons, withoutTrigger } from './loadedTrigger.ts';

/** High above the rows of every step. */
const FIRST = 2_000_000;

/** What keeps every row out, or every one after the first. */
export async function faultOfInserts(loaded: LoadedTrigger): Promise<string | null> {
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

async function fillOne({ table, schema, shape }: LoadedTrigger, engine: Engine, first: number) {
  const options = { seed: 1, rows: 1, first, tables: [table.name], shape, gaps: false };
  const { written, problems } = await fillTables(engine, schema, options);
  return { written: written.get(table.name) ?? 0, problem: problems.find((one) => one.table === table.name) };
}

/** Enough for a NULL in every column that takes it. */
const ROWS = 5;

/** What keeps some rows out that the table itself takes, for a reason that no value of another row can mend. */
export async function faultOfSomeInserts(loaded: LoadedTrigger): Promise<string | null> {
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
  return [...errors.values()].find(({ code }) => WRONGLY_WRITTEN.has(code))?.message ?? null;
}

/** What a trigger writes that its target can never hold: NULL, a value of another type, an R-tree's bounds the wrong way round. */
const WRONGLY_WRITTEN: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_NOTNULL',
  'SQLITE_CONSTRAINT_DATATYPE',
  IN_VIRTUAL_TABLE,
]);

function contents(row: StoredRow): string {
  return row.cells.join('\u0000');
}
