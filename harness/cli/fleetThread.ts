import { workerId } from 'tinypool';
import type { FleetResult } from '../commands/fleetReport.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { announceIn } from './activity.ts';
import { workOnDatabase } from './fleetDatabase.ts';
import { ACTIVITY_FD } from './handover.ts';
import type { Job } from './job.ts';

let watch: Watch | null = null;

/** Works on one database in a thread of its own, which tinypool calls by this name. */
export async function work({ job, database }: { readonly job: Job; readonly database: string }): Promise<FleetResult> {
  if (workerId === undefined) throw new Error('a database was handed to the process itself');
  watch ??= announceIn(ACTIVITY_FD + workerId, job.stopped, job.timeout);
  return workOnDatabase(job, database, watch);
}
