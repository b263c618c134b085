import type { BoundStatement, Queryable } from '../../model/engine.ts';
import type { GuardedRun, RunOutcome, RunPoint } from '../../model/operation.ts';
import type { SqlRow, SqlValue } from '../../model/value.ts';
import { prepare, sqlError } from '../connection.ts';
import { openWritable, type WritableFile, type WritableOptions, writeTrouble } from '../files/writable.ts';
import { runOne } from '../transaction.ts';
import { commit } from './commit.ts';
import { runStatements, runUnderGuard } from './guard.ts';

export interface GuardedOptions extends WritableOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** Told before each statement of the script, by its index. */
  readonly onStatement: (index: number) => void;
  /** Told at each moment, for tests that end the process there. */
  readonly onPoint?: (point: RunPoint) => void;
}

/**
 * Runs a script on a user's database file, in a connection of its own. The lock is taken first and the ledger is asked
 * under it, so that of two runners only one runs it; the script and the ledger's row are one transaction, so that there
 * is never the one without the other; and a guard tells when the script leaves that transaction, which SQLite does not.
 * Throws `UserError` for what is no fault of the script's.
 */
export async function runGuarded<Seen>(
  name: string,
  run: GuardedRun<Seen>,
  options: GuardedOptions,
): Promise<RunOutcome<Seen>> {
  const file = openWritable(name, options);
  try {
    options.onPoint?.('opened');
    if (run.foreignKeys === 'off') file.db.pragma('foreign_keys = OFF');
    const failure = run.outside ? runStatements(file, run.statements, options) : null;
    if (failure !== null) return { kind: 'failed', failure };
    begin(file);
    options.onPoint?.('locked');
    return await inTransaction(file, run, options);
  } finally {
    close(file);
  }
}

/** A transaction that only reads at first can find the lock taken when it wants to write (https://sqlite.org/lang_transaction.html). */
function begin(file: WritableFile): void {
  try {
    file.db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    throw troubleIn(file, error);
  }
}

async function inTransaction<Seen>(
  file: WritableFile,
  run: GuardedRun<Seen>,
  options: GuardedOptions,
): Promise<RunOutcome<Seen>> {
  const { now, onPoint } = options;
  const locked = now();
  const judge = await run.admit(queryable(file));
  if (judge === null) return { kind: 'not-needed' };
  onPoint?.('admitted');
  const began = now();
  const failure = run.outside ? null : runUnderGuard(file, run.statements, options);
  if (failure !== null) return { kind: 'failed', failure };
  const milliseconds = now() - began;
  const seen = await judge();
  onPoint?.('judged');
  writeDown(file, run.record(milliseconds));
  onPoint?.('recorded');
  const refused = commit(file, options);
  if (refused !== null) return { kind: 'failed', failure: refused };
  onPoint?.('committed');
  return { kind: 'committed', milliseconds, lockMs: now() - locked, seen };
}

function writeDown(file: WritableFile, statements: readonly BoundStatement[]): void {
  try {
    for (const statement of statements) runOne(file, statement);
  } catch (error) {
    throw troubleIn(file, error);
  }
}

function queryable(file: WritableFile): Queryable {
  return {
    name: 'better-sqlite3',
    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      try {
        return prepare(file, sql).all(...values);
      } catch (error) {
        throw troubleIn(file, error);
      }
    },
  };
}

function troubleIn(file: WritableFile, error: unknown): Error {
  const known = sqlError(error);
  return writeTrouble(file, known) ?? known;
}

function close({ db }: WritableFile): void {
  try {
    if (db.inTransaction) db.exec('ROLLBACK');
  } catch {
    // What went wrong before is what is to be reported, and closing takes back what is open (https://sqlite.org/c3ref/close.html).
  }
  db.close();
}
