import { join } from 'node:path';
import type { CheckedFolder } from '../commands/check.ts';
import { LOCK_FILE } from '../config/lockFile.ts';
import { formatLock } from '../ladder/lock.ts';
import { UserError } from '../model/errors.ts';
import { tell } from './terminal.ts';
import { writeFileSafely } from './writeFile.ts';

/** Writes the lock anew, unless there are steps that nobody has seen run. */
export function updateLock(dir: string, { report, lock }: CheckedFolder): void {
  const unseen = report.steps.find(({ status }) => status === 'not-run');
  if (unseen !== undefined) {
    tell(`stepproof: ${LOCK_FILE} is left as it is, because ${unseen.id} was not run\n`);
    return;
  }
  const path = join(dir, LOCK_FILE);
  try {
    writeFileSafely(path, formatLock(lock));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('lock-not-written', `${path} cannot be written`, { why, fix: 'Make the file writable.' });
  }
  tell(`stepproof: wrote ${path}\n`);
}
