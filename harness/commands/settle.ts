import { dirname } from 'node:path';
import { openWritable } from '../engines/files/writable.ts';
import { removeUnfinished } from '../operations/removeUnfinished.ts';
import type { ApplyOptions } from './operationOptions.ts';

/** How long somebody else may have it locked: whoever opens it next can do the same. */
const BUSY_TIMEOUT_MS = 500;

/**
 * Clears up after a process that was killed while it changed a database: its copies are deleted, and what it left half done
 * in the database is taken back, which SQLite does for the next one who opens it.
 */
export function settle(database: string, { backup }: Pick<ApplyOptions, 'backup'>, pid: number): void {
  try {
    removeUnfinished(typeof backup === 'string' ? backup : dirname(database), pid);
    openWritable(database, { busyTimeoutMs: BUSY_TIMEOUT_MS, functions: {} }).db.close();
  } catch {
    // The run has ended for another reason, and that is the one to be told.
  }
}
