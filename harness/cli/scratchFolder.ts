import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fastFolder } from '../engines/d1/folder.ts';

const PREFIX = 'stepproof-run-';

/** A folder that only this user can read, for all that a child and the processes it starts write; `parent`: where. */
export function scratchFolder(parent = fastFolder()): string {
  removeAbandoned(parent);
  return mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
}

/** Deletes it with all that is in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Deletes the folders of runs that were killed before they could do it themselves. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    try {
      removeFolder(join(parent, name));
    } catch {
      // It is another user's.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process cannot be asked, and is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
