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
    const watch = announceIn(ACTIVITY_FD, job.stopped, job.timeout);
    // The engine is a native module: that it does not load is an error to report, too.
    if (job.compared !== undefined) {
      const { compareWork } = await import('./compareWork.ts');
      return await compareWork(job, job.compared, watch);
    }
    if (job.mutated !== undefined) {
      const { mutateWork } = await import('./mutateWork.ts');
      return await mutateWork(job, job.mutated, watch);
    }
    if (job.drafted !== undefined) {
      const { draftWork } = await import('./draftWork.ts');
      return await draftWork(job, job.drafted, watch);
    }
    if (job.fleet !== undefined) {
      const { fleetWork } = await import('./fleetWork.ts');
      return await fleetWork(job, job.fleet, watch);
    }
    if (job.rehearsed !== undefined) {
      const { rehearseWork } = await import('./rehearseWork.ts');
      return await rehearseWork(job, job.rehearsed, watch);
    }
    if (job.operation !== undefined) {
      const { operationWork } = await import('./operationWork.ts');
      return await operationWork(job, job.operation, watch);
    }
    const { work } = await import('./work.ts');
    return await work(job, watch);
  } catch (error) {
    return reportFailure(error, job);
  }
}
