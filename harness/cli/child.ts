import { spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIE_WITH_PARENT } from './dieWithParent.ts';
import type { Job } from './job.ts';
import { scratchFile } from './scratchFile.ts';
import { removeFolder, scratchFolder } from './scratchFolder.ts';

/** The other entry of the command line: a `.ts` file beside this one, or a `.js` file in the package. */
const WORKER = fileURLToPath(new URL(`../cli/worker${extname(import.meta.url)}`, import.meta.url));

/** A small young generation costs no time here and saves 25 MiB: what a climb makes is mostly old or outside the heap. */
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];

/** How a process ended: one of the two is null. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The process that runs the SQL. */
export interface Child {
  readonly pid: number | undefined;
  /** Descriptors of the files in which it and its threads note their activity. */
  readonly activities: readonly number[];
  readonly exit: Promise<Exit>;
  /** Ends it and whatever it started, at once. */
  kill(): void;
  /** Lets go of its files and deletes those that are left, once it has ended. */
  release(): void;
}

/** Starts the process that runs the SQL, in a group of its own: a Ctrl-C is for its parent alone to act on. */
export function startChild(job: Job): Child {
  // What SQLite sorts for an index of a large table lies there, too, and a folder in memory is too small for that.
  const folder = scratchFolder(job.rehearsed?.workDir ?? (job.operation && tmpdir()));
  const jobFile = scratchFile();
  const activities = Array.from({ length: 1 + threadsOf(job) }, scratchFile);
  writeSync(jobFile, JSON.stringify(job), 0);
  // A process inside a statement that does not end hears of nothing, not even of the end of its parent.
  const [program = process.execPath, ...args] = [...DIE_WITH_PARENT, process.execPath, ...NODE_OPTIONS, WORKER];
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', jobFile, ...activities],
    // A report must not depend on where it was made, and what is written on the way is deleted with the folder.
    env: { ...process.env, TZ: 'UTC', TMPDIR: folder },
  });
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return {
    pid: child.pid,
    activities,
    exit,
    kill: () => killGroup(child.pid),
    release() {
      closeSync(jobFile);
      for (const activity of activities) closeSync(activity);
      removeFolder(folder);
    },
  };
}

function threadsOf({ mutated, fleet }: Job): number {
  const { workers } = mutated ?? fleet ?? { workers: 1 };
  return workers === 1 ? 0 : workers;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}
