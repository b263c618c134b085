import { join } from 'node:path';
import { BASELINE_FILE } from '../config/baselineFile.ts';
import { LOCK_FILE } from '../config/lockFile.ts';
import { UserError } from '../model/errors.ts';
import { printableLine } from '../reporters/printable.ts';
import { readActivity } from './activity.ts';
import { type Child, type Exit, startChild } from './child.ts';
import { watchDeadline } from './deadline.ts';
import { VERDICT } from './handover.ts';
import type { Job } from './job.ts';
import { catchSignals, exitCodeOf } from './signals.ts';
import { tell } from './terminal.ts';
import { removeUnfinished } from './writeFile.ts';

/** How many statements are stopped at their deadline before the run is given up. */
const MOST_STOPPED = 5;
/** Most of a mutation's belong to mutants, which are meant to go wrong. */
const MOST_STOPPED_MUTANTS = 50;

/**
 * Runs a job in a process of its own and answers with the exit code. Nothing short of killing its process stops a
 * running SQL statement: one that passes its deadline is named to the next process, which refuses it and goes on.
 * Throws `UserError` when there is no verdict to be had.
 */
export async function supervise(job: Job): Promise<number> {
  let child: Child | null = null;
  const signals = catchSignals(() => child?.kill());
  const stopped: string[] = [];
  const most = job.mutated === undefined ? MOST_STOPPED : MOST_STOPPED_MUTANTS;
  try {
    while (stopped.length <= most) {
      child = startChild({ ...job, stopped });
      const { exit, hung, running } = await watched(child, job.timeout);
      const signal = signals.first();
      if (exit.signal !== null) {
        removeUnfinished(filesOf(job), child.pid);
        await settleDatabase(job, child.pid);
      }
      if (signal !== null) {
        tell(`stepproof: ended by ${signal}\n`);
        return exitCodeOf(signal);
      }
      const verdict = (exit.code ?? 0) - VERDICT;
      if (verdict >= 0 && verdict <= 2) return verdict;
      if (hung === null) throw crashed(exit, running);
      stopped.push(hung);
      const goesOn = job.operation === undefined ? ', going on without it' : '';
      tell(`stepproof: stopped after ${job.timeout} s${goesOn}: ${excerpt(hung)}\n`);
    }
    throw new UserError('deadline-exceeded', `${stopped.length} statements did not end within ${job.timeout} s each`, {
      why: `The last of them: ${excerpt(stopped.at(-1) ?? '')}`,
      fix: 'Give them more time with --timeout SECONDS, or repair the first of them and try again.',
    });
  } finally {
    signals.release();
  }
}

interface Watched {
  readonly exit: Exit;
  /** The statement that did not end in time. */
  readonly hung: string | null;
  /** The statement that was running when the process ended. */
  readonly running: string | null;
}

async function watched(child: Child, seconds: number): Promise<Watched> {
  let unwatch: readonly (() => void)[] = [];
  const late = new Promise<string>((resolve) => {
    unwatch = child.activities.map((activity) => watchDeadline(activity, seconds, resolve));
  });
  try {
    const hung = await Promise.race([late, child.exit.then(() => null)]);
    if (hung !== null) child.kill();
    const exit = await child.exit;
    // Something else ended it: what it started may be there still.
    if (exit.signal !== null) child.kill();
    const running = child.activities.map((activity) => readActivity(activity).statement);
    return { exit, hung, running: running.find((statement) => statement !== null) ?? null };
  } finally {
    for (const end of unwatch) end();
    child.release();
  }
}

/** What a killed process left half done in a database, and beside it. */
async function settleDatabase({ operation }: Job, pid: number | undefined): Promise<void> {
  if (pid === undefined || operation === undefined || operation.isRemote) return;
  if (operation.kind !== 'apply' && operation.kind !== 'rollback') return;
  const { settle } = await import('../commands/settle.ts');
  settle(operation.database, operation.options, pid);
}

/** The files that a job writes. */
function filesOf({ outputs, update, updateBaseline, options }: Job): readonly string[] {
  const dir = options.dir ?? '.';
  return [
    ...outputs.flatMap(({ file }) => (file === null ? [] : [file])),
    ...(update ? [join(dir, LOCK_FILE)] : []),
    ...(updateBaseline ? [join(dir, BASELINE_FILE)] : []),
  ];
}

function crashed({ code, signal }: Exit, running: string | null): UserError {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  const memory = signal === 'SIGABRT' || signal === 'SIGKILL' ? ' This is what running out of memory looks like.' : '';
  return new UserError('child-crashed', `the process that runs the SQL ${how} before it had a verdict`, {
    why: `${running === null ? 'No statement was running.' : `It was running: ${excerpt(running)}`}${memory}`,
    fix: 'Look for a statement that makes too many rows, or for a process.exit in the configuration.',
  });
}

function excerpt(statement: string): string {
  const line = printableLine(statement);
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
