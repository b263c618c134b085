import { readFileSync } from 'node:fs';
import { announceIn } from './activity.ts';
import { reportFailure } from './failure.ts';
import { ACTIVITY_FD, JOB_FD, VERDICT } from './handover.ts';
import type { Job } from './job.ts';

const job: Job = JSON.parse(readFileSync(JOB_FD, 'utf8'));
const code = await run(job);
// Everything is written; a timer or a connection of the user's modules must not keep the process alive.
process.exit(VERDICT + code);

async function run(job: Job): Promise<number> {
  try {
    // The engine is a native module: that it does not load is an error to report, too.
    const { work } = await import('./work.ts');
    return await work(job, announceIn(ACTIVITY_FD, job.stopped, job.timeout));
  } catch (error) {
    return reportFailure(error, job);
  }
}
