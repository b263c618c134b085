import { columnText } from '../../inspect/columnText.ts';
import type { CheckContext } from '../../model/check.ts';
import type { Engine } from '../../model/engine.ts';
import type { Column, Table } from '../../model/schema.ts';
import type { Step } from '../../model/step.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { freeRowidName } from '../../sql/rowidName.ts';
import { refusal } from './refusal.ts';

/** Fewer rows than these do not tell that no others could be there. */
const ENOUGH = 3;

/**
 * How many rows of a table can hold the defaults of the columns that a step adds, where these break a constraint of the step
 * itself: none, or no second one. null where more can, or where the script gives the columns other values.
 */
export async function rowsWithDefaults({ step, fork }: CheckContext, name: string): Promise<0 | 1 | null> {
  if (step.settled === null) return null;
  const before = (await step.before.schema()).tables.find((table) => table.name === name);
  const after = (await step.settled.schema()).tables.find((table) => table.name === name);
  const rowid = after === undefined ? null : freeRowidName(after.columns.map((column) => column.name));
  if (before === undefined || after === undefined || after.withoutRowid || rowid === null) return null;
  const defaults = addedDefaults(before, after, step);
  if (defaults.length === 0) return null;
  const engine = await fork(step.settled);
  const rows = await engine.query(`SELECT ${rowid} FROM ${quoteIdentifier(name)}`);
  if (rows.length < ENOUGH) return null;
  return holding(engine, `UPDATE ${quoteIdentifier(name)} SET ${defaults.join(', ')} WHERE ${rowid} = ?`, rows);
}

function addedDefaults(before: Table, after: Table, { forwardFacts: { named } }: Step): readonly string[] {
  const name = after.name.toLowerCase();
  if (named.rebuilt.has(name) || named.renamedColumns.has(name)) return [];
  const known = new Set(before.columns.map((column) => column.name.toLowerCase()));
  const added = after.columns.filter((column) => column.generated === 'no' && !known.has(column.name.toLowerCase()));
  const given = named.changedColumns.get(name);
  // A CHECK in the column itself is asked when the column comes, whatever an UPDATE writes into it afterwards.
  const isGiven = (column: Column): boolean =>
    given?.has(column.name.toLowerCase()) === true && !/\bcheck\b/i.test(columnText(after.sql, column.name));
  if (added.some(isGiven)) return [];
  return added.map((column) => `${quoteIdentifier(column.name)} = ${column.default ?? 'NULL'}`);
}

async function holding(
  engine: Engine,
  update: string,
  rows: Awaited<ReturnType<Engine['query']>>,
): Promise<0 | 1 | null> {
  let held = 0;
  for (const row of rows) {
    const error = await refusal(engine, update, row.slice(0, 1));
    if (error === null) held++;
    else if (!BREAKING.has(error.code)) return null;
    if (held > 1) return null;
  }
  return held === 0 ? 0 : 1;
}

const BREAKING: ReadonlySet<string> = new Set(['SQLITE_CONSTRAINT_CHECK', 'SQLITE_CONSTRAINT_UNIQUE']);
