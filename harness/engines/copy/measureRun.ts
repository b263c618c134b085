import type { ApplyOptions, BoundStatement } from '../../model/engine.ts';
import type { MeasuredRun } from '../../model/realDatabase.ts';
import { type Connection, prepare } from '../connection.ts';
import { type BeforeStatement, runInTransaction } from '../transaction.ts';

/** Runs a script in a connection and says what it cost. */
export function measureRun(
  connection: Connection,
  statements: readonly BoundStatement[],
  options: ApplyOptions,
  before: BeforeStatement,
): MeasuredRun {
  const bytesBefore = databaseSize(connection);
  const changesBefore = changesSoFar(connection);
  const start = performance.now();
  const failure = runInTransaction(connection, statements, options, before);
  const milliseconds = performance.now() - start;
  return {
    failure,
    milliseconds,
    writeLockMs: milliseconds,
    rowsWritten: changesSoFar(connection) - changesBefore,
    bytesBefore,
    bytesAfter: databaseSize(connection),
  };
}

function changesSoFar(connection: Connection): number {
  return ask(connection, 'SELECT total_changes()');
}

function databaseSize(connection: Connection): number {
  return ask(connection, 'PRAGMA page_count') * ask(connection, 'PRAGMA page_size');
}

function ask(connection: Connection, sql: string): number {
  return Number(prepare(connection, sql).get()?.[0]);
}
