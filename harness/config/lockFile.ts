import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a ladder was when it was last accepted, beside its migrations. */
export const LOCK_FILE = 'stepproof.lock.json';

/** The lock's text, null where there is none. */
export function readLockFile(root: string): string | null {
  const path = join(root, LOCK_FILE);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
