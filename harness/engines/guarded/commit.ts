import type { RunFailure } from '../../model/operation.ts';
import { sqlError } from '../connection.ts';
import { type WritableFile, writeTrouble } from '../files/writable.ts';
import type { GuardedOptions } from './runGuarded.ts';

const PAUSE_MS = 10;

/**
 * Commits, waiting for readers that are in the way: the transaction stays open meanwhile
 * (https://sqlite.org/lang_transaction.html). What keeps it from being committed otherwise, above all rows that a deferred
 * foreign key misses, is the script's failure. Throws `UserError` for what is not.
 */
export function commit(
  file: WritableFile,
  { busyTimeoutMs, now }: Pick<GuardedOptions, 'busyTimeoutMs' | 'now'>,
): RunFailure | null {
  const began = now();
  for (;;) {
    try {
      file.db.exec('COMMIT');
      return null;
    } catch (error) {
      const known = sqlError(error);
      const isInTheWay = known.code.startsWith('SQLITE_BUSY') && file.db.inTransaction;
      if (!isInTheWay || now() - began >= busyTimeoutMs) {
        const trouble = writeTrouble(file, known);
        if (trouble !== null) throw trouble;
        return { code: 'commit-failed', statement: null, message: `${known.message} (${known.code})` };
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
