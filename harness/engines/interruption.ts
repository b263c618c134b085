import type { ApplyOptions, BoundStatement, Interruption } from '../model/engine.ts';
import type { Connection } from './connection.ts';
import { canLeak, connectionState, temporaryObjects } from './leaks.ts';
import { type BeforeStatement, runStatements } from './transaction.ts';

/**
 * Stops a script after each of its statements and tells what was left behind.
 *
 * SQLite undoes a transaction page by page, so all stops of a script without pragmas and temporary objects are proven
 * by one run that is undone at its end and compared byte by byte. Only what a rollback does not undo depends on where
 * the script stops: from the first such statement on, every stop is run by itself.
 */
export function interruptions(
  connect: () => Connection,
  image: Buffer,
  statements: readonly BoundStatement[],
  options: ApplyOptions,
  before: BeforeStatement,
): readonly Interruption[] {
  const firstLeak = statements.findIndex(canLeak);
  const shared = firstLeak === -1 ? statements.length : firstLeak;
  const stops = shared === 0 ? [] : stopAt(shared);
  const found = stops.length === 0 ? [] : leftBehind(connect(), image, statements.slice(0, shared), options, before);
  const each = statements.slice(shared).map((_, offset) => {
    const count = shared + offset + 1;
    return { statements: count, left: leftBehind(connect(), image, statements.slice(0, count), options, before) };
  });
  return [...stops.map((count) => ({ statements: count, left: found })), ...each];
}

function stopAt(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

function leftBehind(
  connection: Connection,
  image: Buffer,
  statements: readonly BoundStatement[],
  { foreignKeys }: ApplyOptions,
  before: BeforeStatement,
): readonly string[] {
  const { db } = connection;
  const observe = statements.some(canLeak) ? connectionState : temporaryObjects;
  const earlier = new Set(observe(connection));
  if (foreignKeys === 'off') db.exec('PRAGMA foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  runStatements(connection, statements, before);
  if (db.inTransaction) db.exec('ROLLBACK');
  if (foreignKeys === 'off') db.exec('PRAGMA foreign_keys = ON');
  const left = observe(connection).filter((line) => !earlier.has(line));
  if (!db.serialize().equals(image)) left.unshift('the database differs from the one before the script');
  db.close();
  return left;
}
