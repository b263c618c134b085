import type { ApplyOptions, BoundStatement } from '../../model/engine.ts';
import type { MeasuredRun } from '../../model/realDatabase.ts';
import { type Connection, prepare } from '../connection.ts';
import { type BeforeStatement, runInTransaction } from '../transaction.ts';

/** Runs a script in a connection that is opened for it and closed after it, and says what it cost. */
export function measureRun(
  open: () => Connection,
  statements: readonly BoundStatement[],
  options: ApplyOptions,
  before: BeforeStatement,
): MeasuredRun {
  const start = performance.now();
  const connection = open();
  try {
    const bytesBefore = databaseSize(connection);
    const locked = performance.now();
    const failure = runInTransaction(connection, statements, options, before);
    const end = performance.now();
    return {
      failure,
      milliseconds: end - start,
      writeLockMs: end - locked,
      rowsWritten: ask(connection, 'SELECT total_changes()'),
      bytesBefore,
      bytesAfter: databaseSize(connection),
    };
  } finally {
    connection.db.close();
  }
}

function databaseSize(connection: Connection): number {
  return ask(connection, 'PRAGMA page_count') * ask(connection, 'PRAGMA page_size');
}

function ask(connection: Connection, sql: string): number {
  return Number(prepare(connection, sql).get()?.[0]);
}
