import { readSchema } from '../../inspect/schemaSnapshot.ts';
import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { Statement } from '../../model/script.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { leadingVerb } from '../../sql/statementKind.ts';
import type { FailedScript } from './emptyClimb.ts';
import { explore } from './explore.ts';
import { type KeyedRows, keyColumnsOf, MOST_NAMED, tuple } from './keyedRows.ts';
import { type ReferringRows, referringRows } from './referringRows.ts';
import { endRowByRow, NAMED, type RowByRow, type RowEvent, runRowByRow } from './rowByRow.ts';

/** Rows that stop a script where it works on them, found by letting it work on few of them at a time. */
export interface StoppingRows {
  readonly table: string;
  readonly event: RowEvent;
  readonly rows: KeyedRows;
  /** All of its rows were tried. */
  readonly isComplete: boolean;
  /** Rows of other tables that keep them, where a foreign key does. */
  readonly referring: readonly ReferringRows[];
}

/** How many rows are passed by in all trials together: enough to find one among a hundred thousand, in a few seconds. */
const MOST_PASSED = 2_000_000;

/**
 * Finds the rows that a trigger refuses, or that a foreign key with RESTRICT keeps: which they are SQLite does not say, and
 * no constraint of their table tells. Answers with why not where they cannot be found.
 */
export async function stoppingRows(
  database: Queryable,
  script: FailedScript,
  showValues: boolean,
): Promise<StoppingRows | string> {
  const at = script.failure.statement;
  const statement = at === null ? undefined : script.statements[at];
  const event = statement && EVENTS.get(leadingVerb(statement.text));
  if (at === null || statement === undefined || event === undefined)
    return 'The statement works on no rows one by one.';
  try {
    return await explore(database, script.statements.slice(0, at), script, () =>
      search(database, statement, event, script.failure.code, showValues),
    );
  } catch (error) {
    if (error instanceof SqlError) return `Trying the rows one by one ended in: ${error.code}.`;
    throw error;
  }
}

const EVENTS = new Map<string, RowEvent>([
  ['delete', 'DELETE'],
  ['update', 'UPDATE'],
  ['insert', 'INSERT'],
  ['replace', 'INSERT'],
]);

async function search(
  database: Queryable,
  { text }: Statement,
  event: RowEvent,
  code: string,
  showValues: boolean,
): Promise<StoppingRows | string> {
  // While foreign keys wait for the end, RESTRICT does so, too (https://sqlite.org/pragma.html#pragma_defer_foreign_keys).
  await database.query('PRAGMA defer_foreign_keys = OFF');
  const schema = await readSchema(database);
  for (const table of schema.tables) {
    if (table.kind !== 'table' || !(mentions(text, table.name) || text.includes(quoteIdentifier(table.name)))) continue;
    const keyColumns = keyColumnsOf(table);
    const shown = showValues ? table.columns.map(({ name }) => name) : [];
    const trial = await runRowByRow(database, text, { table: table.name, event, key: [...keyColumns, ...shown] });
    if (trial.rows > 0) return found(database, trial, { schema, table, event, code, showValues });
    await endRowByRow(database);
  }
  return 'The statement works on no rows of a table by itself.';
}

interface Sought {
  readonly schema: SchemaSnapshot;
  readonly table: Table;
  readonly event: RowEvent;
  readonly code: string;
  readonly showValues: boolean;
}

async function found(
  database: Queryable,
  trial: RowByRow,
  { schema, table, event, code, showValues }: Sought,
): Promise<StoppingRows | string> {
  const { rows, isComplete } = await stopping(trial, code);
  if (rows.length === 0) {
    return isComplete
      ? 'No row does so alone.'
      : 'None of those that were tried does so alone, and there are too many to try all.';
  }
  for (const row of rows) await trial.name(row);
  const keyColumns = keyColumnsOf(table);
  const named = (await database.query(`SELECT * FROM ${NAMED} ORDER BY at`)).map((row) => row.slice(1));
  // A number that SQLite is yet to give is none before the row is there.
  const isNamed = event !== 'INSERT' || named.every((row) => row.slice(0, keyColumns.length).every(isGiven));
  const referring = await referringRows(database, schema, table, event);
  await endRowByRow(database);
  return {
    table: table.name,
    event,
    rows: {
      total: rows.length,
      keyColumns,
      keys: keyColumns.length > 0 && isNamed ? named.map((row) => tuple(row.slice(0, keyColumns.length))) : [],
      values: showValues ? named.map((row) => tuple(row.slice(keyColumns.length))) : null,
    },
    isComplete,
    referring,
  };
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== -1n;
}

/** The first rows that fail alone, by halves: most halves hold none. */
async function stopping(
  trial: RowByRow,
  code: string,
): Promise<{ readonly rows: readonly number[]; readonly isComplete: boolean }> {
  const rows: number[] = [];
  let passed = 0;
  let isComplete = true;
  const within = async (first: number, last: number): Promise<void> => {
    if (rows.length === MOST_NAMED || passed > MOST_PASSED) {
      isComplete = false;
      return;
    }
    passed += trial.rows;
    const failure = await trial.failureOn(first, last);
    // Rows without a parent are asked for when the statement is through, so that none of its rows stopped it before.
    if (failure === null || failure.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return;
    if (failure.code !== code) throw failure;
    if (first === last) {
      rows.push(first);
      return;
    }
    const middle = Math.floor((first + last) / 2);
    await within(first, middle);
    await within(middle + 1, last);
  };
  await within(1, trial.rows);
  return { rows, isComplete };
}
