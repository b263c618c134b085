import type { ApplyOptions, BoundStatement, Interruption } from '../model/engine.ts';
import type { Connection } from './connection.ts';
import { canLeak, connectionState } from './leaks.ts';
import { type BeforeStatement, runStatements } from './transaction.ts';

/** The connections that a script is stopped on. */
export interface Trials {
  /** The engine's own: used for what a rollback undoes. */
  readonly own: () => Connection;
  /** A new one on the same database, closed by who asked for it. */
  readonly fresh: () => Connection;
  readonly image: Buffer;
}

/**
 * Stops a script after each of its statements and tells what was left behind.
 *
 * SQLite undoes a transaction page by page, so all stops of a script without pragmas and temporary objects are proven
 * by one run that is undone at its end and compared byte by byte. Only what a rollback does not undo depends on where
 * the script stops: from the first such statement on, every stop is run by itself.
 */
export function interruptions(
  { own, fresh, image }: Trials,
  statements: readonly BoundStatement[],
  options: ApplyOptions,
  before: BeforeStatement,
): readonly Interruption[] {
  const firstLeak = statements.findIndex(canLeak);
  const shared = firstLeak === -1 ? statements.length : firstLeak;
  const together = shared === 0 ? [] : leftBehind(own(), image, statements.slice(0, shared), options, before);
  const each = statements.slice(shared).map((_, offset) => {
    const count = shared + offset + 1;
    const connection = fresh();
    const left = leftBehind(connection, image, statements.slice(0, count), options, before);
    connection.db.close();
    return { statements: count, left };
  });
  return [...stopAt(shared).map((count) => ({ statements: count, left: together })), ...each];
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
  // Asking for temporary objects makes SQLite open a database for them.
  const observe = statements.some(canLeak) ? connectionState : () => [];
  const earlier = new Set(observe(connection));
  if (foreignKeys === 'off') db.exec('PRAGMA foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  runStatements(connection, statements, before);
  if (db.inTransaction) db.exec('ROLLBACK');
  if (foreignKeys === 'off') db.exec('PRAGMA foreign_keys = ON');
  const left = observe(connection).filter((line) => !earlier.has(line));
  if (!db.serialize().equals(image)) left.unshift('the database differs from the one before the script');
  return left;
}
