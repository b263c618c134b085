import { tmpdir } from 'node:os';
import type { OperationWorld } from '../commands/operationWorld.ts';
import type { RehearseWorld } from '../commands/rehearse.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { tell } from './terminal.ts';

/** Milliseconds, to measure by. */
export function now(): number {
  return performance.now();
}

/** What a rehearsal takes from this process. */
export function rehearseWorld(watch: Watch, folder: string, onStep: RehearseWorld['onStep'] = () => {}): RehearseWorld {
  return { now, onStep, peakMiB: () => Math.round(process.resourceUsage().maxRSS / 1024), folder, watch };
}

/** What an operation takes from it; `by` is who does it. */
export function operationWorld(watch: Watch, by: string): OperationWorld {
  return {
    now,
    time: () => new Date().toISOString(),
    by,
    pid: process.pid,
    watch,
    hosted: {
      folder: ownFolder(),
      onBookmark: (bookmark) => tell(`stepproof: Time Travel bookmark of the database as it is: ${bookmark}\n`),
    },
  };
}

/** The folder that the parent made for this process alone, and deletes whatever becomes of it. */
export function ownFolder(): string {
  return tmpdir();
}
