import { isOverflow } from '../../generate/refusal.ts';
import { eventOf } from '../../inspect/triggerEvent.ts';
import type { Column } from '../../model/schema.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { freeRowidName } from '../../sql/rowidName.ts';
import { IN_VIRTUAL_TABLE } from './constraintCodes.ts';
import { faultOfInserts, faultOfSomeInserts } from './firedInserts.ts';
import { type LoadedTrigger, passesWithout, reckons } from './loadedTrigger.ts';
import { refusal } from './refusal.ts';

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
      return (
        (await faultOf(loaded, `DELETE FROM ${owner}`)) ??
        (await faultOfOneDelete(loaded)) ??
        (await faultOfEachDelete(loaded))
      );
  }
}

/** What no row meets because of its values, so that a trigger that writes such a row is wrong about it. */
const UNMEANT: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_NOTNULL',
  'SQLITE_CONSTRAINT_FOREIGNKEY',
  'SQLITE_CONSTRAINT_DATATYPE',
  IN_VIRTUAL_TABLE,
]);

async function faultOf(loaded: LoadedTrigger, sql: string): Promise<string | null> {
  const error = await refusal(loaded.engine, sql);
  if (error === null || isOverflow(error)) return null;
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

/** Fewer rows than these do not tell that no others could be there. */
const ENOUGH = 3;

/** A CHECK of another table that keeps every row, though the trigger reckons nothing that could be meant to stop it. */
async function faultOfEachDelete(loaded: LoadedTrigger): Promise<string | null> {
  const { trigger, table, engine } = loaded;
  const rowid = freeRowidName(table.columns.map(({ name }) => name));
  if (table.withoutRowid || rowid === null || reckons(trigger)) return null;
  const sql = `DELETE FROM ${quoteIdentifier(table.name)}`;
  const rows = await engine.query(`SELECT ${rowid} FROM ${quoteIdentifier(table.name)}`);
  let message: string | null = null;
  for (const [row] of rows) {
    const error = await refusal(engine, `${sql} WHERE ${rowid} = ${String(row)}`);
    if (error?.code !== 'SQLITE_CONSTRAINT_CHECK') return null;
    message = error.message;
  }
  return rows.length >= ENOUGH && (await passesWithout(loaded, sql)) ? message : null;
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
