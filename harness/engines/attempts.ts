import type { Attempt, BoundStatement } from '../model/engine.ts';
import type { SqlRow } from '../model/value.ts';
import { type Connection, prepare } from './connection.ts';
import { compile } from './quotedText.ts';
import { type BeforeStatement, failureOf, runStatements } from './transaction.ts';

/** Runs scripts and undoes each: what each came to. */
export function attemptAll(
  connection: Connection,
  scripts: readonly (readonly BoundStatement[])[],
  before: BeforeStatement,
): readonly Attempt[] {
  // Many are refused on purpose, and building the driver's stack traces for them takes longer than the SQL.
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return scripts.map((script) => attempt(connection, script, before));
  } finally {
    Error.stackTraceLimit = depth;
  }
}

function attempt(connection: Connection, script: readonly BoundStatement[], before: BeforeStatement): Attempt {
  const { db } = connection;
  const last = script.at(-1);
  let rows: readonly SqlRow[] = [];
  db.exec('BEGIN IMMEDIATE');
  const failure =
    runStatements(connection, script.slice(0, -1), before) ??
    (last === undefined
      ? null
      : failureOf(script.length - 1, last, before, ({ values = [], ...one }) => {
          const statement = one.doubleQuotes === 'text' ? compile(connection.db, one) : prepare(connection, one.text);
          if (statement.reader) rows = statement.all(...values);
          else statement.run(...values);
        }));
  if (db.inTransaction) db.exec('ROLLBACK');
  return { failure, rows };
}
