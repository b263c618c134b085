import { randomBytes } from 'node:crypto';
import type { BoundStatement } from '../../model/engine.ts';
import type { RunFailure } from '../../model/operation.ts';
import { sqlError } from '../connection.ts';
import { type WritableFile, writeTrouble } from '../files/writable.ts';
import { pragmaState } from '../leaks.ts';
import { runOne } from '../transaction.ts';
import type { GuardedOptions } from './runGuarded.ts';

type Told = Pick<GuardedOptions, 'onStatement' | 'onPoint'>;

/**
 * Runs a script in the open transaction so that it cannot leave that unnoticed: a savepoint with a name that no script
 * can know is gone as soon as the transaction is another one (https://sqlite.org/lang_savepoint.html). Settings of the
 * connection that stay changed are a failure, too: a rollback does not undo them. Throws `UserError` for what is no
 * fault of the script's.
 */
export function runUnderGuard(
  file: WritableFile,
  statements: readonly BoundStatement[],
  told: Told,
): RunFailure | null {
  const guard = `g_${randomBytes(16).toString('hex')}`;
  const before = pragmaState(file);
  file.db.exec(`SAVEPOINT ${guard}`);
  told.onPoint?.('guarded');
  const failure = runStatements(file, statements, told);
  if (failure !== null) return failure;
  try {
    file.db.exec(`RELEASE ${guard}`);
  } catch (error) {
    return { code: 'transaction-escaped', statement: null, message: sqlError(error).message };
  }
  told.onPoint?.('released');
  const changed = pragmaState(file).filter((line, index) => line !== before[index]);
  return changed.length === 0 ? null : { code: 'pragma-leak', statement: null, message: changed.join(', ') };
}

/** Runs statements one by one, up to the first that fails or leaves the transaction. Throws `UserError` as above. */
export function runStatements(
  file: WritableFile,
  statements: readonly BoundStatement[],
  { onStatement, onPoint }: Told,
): RunFailure | null {
  const { db } = file;
  const inside = db.inTransaction;
  for (const [statement, one] of statements.entries()) {
    try {
      onStatement(statement);
      runOne(file, one);
    } catch (error) {
      const known = sqlError(error);
      const trouble = writeTrouble(file, known);
      if (trouble !== null) throw trouble;
      return { code: 'sql-failed', statement, message: `${known.message} (${known.code})` };
    }
    if (db.inTransaction !== inside) {
      const message = inside ? 'the transaction is over' : 'a transaction is left open';
      return { code: 'transaction-escaped', statement, message };
    }
    onPoint?.('ran a statement');
  }
  return null;
}
