import { type FleetResult, fleetReport } from '../commands/fleetReport.ts';
import { readFolder } from '../commands/readFolder.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { betterSqlite3Version } from '../engines/version.ts';
import { deliverFleet } from './deliverFleet.ts';
import { reportFailure } from './failure.ts';
import { workOnDatabase } from './fleetDatabase.ts';
import type { FleetJob, Job } from './job.ts';
import { startProgress } from './progress.ts';
import { now } from './world.ts';

/** Works on many databases and answers with the exit code of the whole, once everything that was asked for is written. */
export async function fleetWork(job: Job, fleet: FleetJob, watch: Watch): Promise<number> {
  const started = now();
  const progress = startProgress(job.quiet, now);
  try {
    // What is wrong with the folder is told once, and not of each database.
    const { ladder, seed } = await readFolder({ ...job.options, step: undefined, to: undefined, from: undefined });
    const results = await workOnAll(job, fleet, watch, (done) =>
      progress.counted(done, fleet.databases.length, 'database'),
    );
    progress.clear();
    const { command } = job;
    const facts = { command, layout: ladder.layout, engines: [betterSqlite3Version()], seed, shard: fleet.shard };
    const report = fleetReport({ ...facts, durationMs: now() - started }, results);
    return await deliverFleet(report, job);
  } catch (error) {
    progress.clear();
    return reportFailure(error, job);
  }
}

/** In the order of the databases, whichever is done first. */
async function workOnAll(
  job: Job,
  { databases, workers, keepsGoing }: FleetJob,
  watch: Watch,
  onDone: (done: number) => void,
): Promise<readonly FleetResult[]> {
  const threads = Math.min(workers, databases.length);
  const pool = threads <= 1 ? null : (await import('./fleetPool.ts')).startFleetPool(job, threads);
  const results: FleetResult[] = databases.map((database) => ({ database, notRun: true }));
  const waiting = databases.entries();
  let done = 0;
  let isStopped = false;
  const worker = async (): Promise<void> => {
    // All workers take from the same databases, each the next one.
    for (const [at, database] of waiting) {
      if (isStopped) return;
      const result = await (pool === null ? workOnDatabase(job, database, watch) : pool.work(database));
      results[at] = result;
      isStopped ||= !keepsGoing && !isDone(result);
      done += 1;
      onDone(done);
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, worker));
    return results;
  } finally {
    await pool?.end();
  }
}

function isDone(result: FleetResult): boolean {
  return 'report' in result && result.report.errors.length === 0;
}
