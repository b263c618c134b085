import { allButTheLast } from '../commands/frozen.ts';
import { LOCK_FILE } from '../config/lockFile.ts';
import { parseLock } from '../ladder/lock.ts';
import { UserError } from '../model/errors.ts';
import type { Lock } from '../model/lock.ts';
import { gitLine } from './git.ts';

/**
 * The locked steps whose scripts may not change any more: those that the lock of the last commit has. Where git knows
 * nothing of the folder, all but the last.
 */
export function frozenSteps(dir: string, lock: Lock): ReadonlySet<string> {
  const committed = gitLine(dir, ['show', `HEAD:./${LOCK_FILE}`]);
  if (committed !== null) return new Set(stepsOf(committed));
  const isInRepository = gitLine(dir, ['rev-parse', '--is-inside-work-tree']) !== null;
  return isInRepository ? new Set() : allButTheLast(lock);
}

/** A lock that was committed broken freezes nothing: its repair must be possible. */
function stepsOf(text: string): readonly string[] {
  try {
    return Object.keys(parseLock(text, LOCK_FILE).steps);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
