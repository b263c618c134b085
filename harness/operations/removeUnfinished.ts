import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unfinishedEnding } from './backup.ts';

/** Deletes the copies that a process was writing to a folder when it was killed. */
export function removeUnfinished(folder: string, pid: number): void {
  for (const name of readdirSync(folder)) {
    if (name.includes(unfinishedEnding(pid))) rmSync(join(folder, name), { force: true });
  }
}
