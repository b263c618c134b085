import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaObject, Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** The statement that writes a row of a table, and what has to be watched when it runs. */
export interface Insertion {
  readonly text: string;
  /** The engine can leave the row out without an error (https://sqlite.org/lang_conflict.html, RAISE(IGNORE)). */
  readonly canBeIgnored: boolean;
  /** A refusal can leave something behind (RAISE(FAIL)), so that it needs a transaction to be undone. */
  readonly canLeaveTraces: boolean;
}

/** What the engine would say if it did not leave a row out in silence. */
export const IGNORED = new SqlError(
  'SQLITE_IGNORE',
  'the row was left out without an error: ON CONFLICT IGNORE or RAISE(IGNORE)',
);

/** Prepares the INSERT of the given columns. */
export function insertionInto(table: Table, columns: readonly string[], triggers: readonly SchemaObject[]): Insertion {
  const texts = [table.tokens, ...triggers.map((trigger) => trigger.tokens)];
  // A trigger's own OR IGNORE would be overruled by the statement's, so that a table with triggers keeps its clauses.
  const verb = triggers.length === 0 && / on conflict /.test(table.tokens) ? 'INSERT OR ABORT' : 'INSERT';
  return {
    text: insertText(verb, table, columns),
    canBeIgnored: texts.some((text) => / ignore /.test(text)),
    canLeaveTraces: texts.some((text) => /\( fail ,/.test(text)),
  };
}

/** The INSERT of the given columns, each with a parameter. */
export function insertText(verb: string, table: Table, columns: readonly string[]): string {
  const names = columns.map(quoteIdentifier).join(', ');
  const places = columns.map(() => '?').join(', ');
  return `${verb} INTO ${quoteIdentifier(table.name)} (${names}) VALUES (${places})`;
}

/** Writes a row; null when it is there, else why it is not, and nothing has changed. */
export async function insert(
  engine: Engine,
  insertion: Insertion,
  values: readonly SqlValue[],
): Promise<SqlError | null> {
  const refused = insertion.canLeaveTraces
    ? await insertAlone(engine, insertion, values)
    : await insertPlainly(engine, insertion, values);
  if (refused !== null || !insertion.canBeIgnored) return refused;
  const [row] = await engine.query('SELECT changes()');
  return row?.[0] === 0n ? IGNORED : null;
}

async function insertPlainly(
  engine: Engine,
  { text }: Insertion,
  values: readonly SqlValue[],
): Promise<SqlError | null> {
  try {
    await engine.query(text, values);
    return null;
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
}

async function insertAlone(engine: Engine, { text }: Insertion, values: readonly SqlValue[]): Promise<SqlError | null> {
  const failure = await engine.apply([{ text, values }], { foreignKeys: 'on' });
  return failure === null ? null : new SqlError(failure.code, failure.message);
}
