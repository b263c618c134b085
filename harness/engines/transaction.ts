import type { ApplyOptions, BoundStatement, Failure } from '../model/engine.ts';
import { type Connection, prepare, sqlError } from './connection.ts';
import { compile } from './quotedText.ts';
import { isTransactionCommand, transactionCommand } from './transactionCommand.ts';

/** Called before each statement; throws `SqlError` to refuse it. */
export type BeforeStatement = (sql: string) => void;

/** Runs statements inside one transaction and commits; on any failure nothing of them stays. */
export function runInTransaction(
  connection: Connection,
  statements: readonly BoundStatement[],
  options: ApplyOptions,
  before: BeforeStatement,
): Failure | null {
  const { db } = connection;
  if (options.foreignKeys === 'off') db.exec('PRAGMA foreign_keys = OFF');
  try {
    db.exec('BEGIN IMMEDIATE');
    const known = options.foreignKeys === 'off' ? countOrphans(connection) : null;
    const failure = runStatements(connection, statements, before) ?? commit(connection, known);
    if (db.inTransaction) db.exec('ROLLBACK');
    return failure;
  } finally {
    if (options.foreignKeys === 'off') db.exec('PRAGMA foreign_keys = ON');
  }
}

/** Runs statements one by one in the open transaction, up to the first that fails. */
export function runStatements(
  connection: Connection,
  statements: readonly BoundStatement[],
  before: BeforeStatement,
): Failure | null {
  for (const [index, statement] of statements.entries()) {
    const failure = failureOf(index, statement, before, (one) => runOne(connection, one));
    if (failure !== null) return failure;
  }
  return null;
}

/** Runs the statement at an index of a script; what the engine said against it. */
export function failureOf(
  index: number,
  statement: BoundStatement,
  before: BeforeStatement,
  run: (statement: BoundStatement) => void,
): Failure | null {
  if (isTransactionCommand(statement.text)) return transactionCommand(index, statement.text);
  // Most failures are meant, and only their words are asked for.
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    before(statement.text);
    run(statement);
    return null;
  } catch (error) {
    const { code, message } = sqlError(error);
    return { kind: code === 'SQLITE_INTERRUPT' ? 'timeout' : 'sql', statement: index, code, message };
  } finally {
    Error.stackTraceLimit = depth;
  }
}

/** Runs a statement to its end. Throws what the driver throws. */
export function runOne(connection: Connection, { values = [], ...one }: BoundStatement): void {
  const statement = values.length > 0 ? prepare(connection, one.text) : compile(connection.db, one);
  if (!statement.reader) statement.run(...values);
  // A reader does its work only while it is stepped, so every row is fetched.
  else for (const _ of statement.iterate(...values));
}

/** How many rows have no parent; 0 where a foreign key cannot be resolved, which is asked again at the end. */
function countOrphans(connection: Connection): number {
  try {
    return orphansIn(connection);
  } catch {
    return 0;
  }
}

function orphansIn({ db }: Connection): number {
  return Number(db.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get());
}

/** `known`: rows without a parent that were there before a script with foreign keys off; null where they are on. */
function commit(connection: Connection, known: number | null): Failure | null {
  const { db } = connection;
  // What ends the transaction by itself (OR ROLLBACK, RAISE(ROLLBACK)) fails at once, and nothing after it has run.
  try {
    const orphans = known === null ? 0 : orphansIn(connection);
    if (known !== null && orphans > known) {
      const table = db.prepare('SELECT "table" FROM pragma_foreign_key_check LIMIT 1').pluck().get();
      const rows = known === 0 ? `${orphans} rows` : `${orphans - known} more rows than before`;
      const message = `${rows} have no parent at the end of the script, the first in table ${String(table)}`;
      return { kind: 'foreign-keys', statement: null, code: 'SQLITE_CONSTRAINT_FOREIGNKEY', message };
    }
    db.exec('COMMIT');
    return null;
  } catch (error) {
    const { code, message } = sqlError(error);
    return { kind: 'sql', statement: null, code, message };
  }
}
