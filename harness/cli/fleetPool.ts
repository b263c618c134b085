import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { FleetResult } from '../commands/fleetReport.ts';
import type { Job } from './job.ts';

/** The entry of a thread: a `.ts` file beside this one, or a `.js` file in the package. */
const THREAD = fileURLToPath(new URL(`../cli/fleetThread${extname(import.meta.url)}`, import.meta.url));

/** What works on one database, on whichever thread is free. */
export interface FleetPool {
  work(database: string): Promise<FleetResult>;
  end(): Promise<void>;
}

/** Starts threads that share the databases of a job. */
export function startFleetPool(job: Job, workers: number): FleetPool {
  const pool = new Tinypool({ filename: THREAD, minThreads: workers, maxThreads: workers });
  return {
    work: (database) => pool.run({ job, database }, { name: 'work' }),
    end: () => pool.destroy(),
  };
}
