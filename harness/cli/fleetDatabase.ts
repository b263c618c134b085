import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FleetResult } from '../commands/fleetReport.ts';
import type { RehearsalFolder } from '../commands/rehearse.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { UserError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import type { Job, RehearsalJob } from './job.ts';
import { operationWorld, ownFolder, rehearseWorld } from './world.ts';

/** Does to one database of many what a job says. What is wrong with it alone is a part of the answer. */
export async function workOnDatabase(job: Job, database: string, watch: Watch): Promise<FleetResult> {
  // A statement that does not end is stopped in the database that it hangs in, and nowhere else.
  const own: Watch = { begin: (statement) => watch.begin(`${database}: ${statement}`) };
  try {
    return { database, report: await reportOn(job, database, own) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { why = '', fix = '', location = null } = error.detail;
    return { database, error: { code: error.code, message: error.message, why, fix, location } };
  }
}

async function reportOn(job: Job, database: string, watch: Watch): Promise<Report> {
  const { rehearsed, operation } = job;
  if (rehearsed !== undefined) return rehearsalOf(job, rehearsed, database, watch);
  if (operation === undefined) throw new Error('many databases, and nothing to do with them');
  const { operate } = await import('./operate.ts');
  return operate(operation.kind, database, operation.options, operationWorld(watch, operation.by));
}

/** The steps are the same for all databases of a thread, and their copies lie in one folder, one after the other. */
let steps: Promise<RehearsalFolder> | null = null;
let folder: string | null = null;

async function rehearsalOf(
  { options }: Job,
  { ledgerTable, showValues }: RehearsalJob,
  database: string,
  watch: Watch,
): Promise<Report> {
  const { rehearsalFolder, rehearseOn } = await import('../commands/rehearse.ts');
  steps ??= rehearsalFolder(options);
  folder ??= mkdtempSync(join(ownFolder(), 'databases-'));
  try {
    const world = rehearseWorld(watch, folder);
    return await rehearseOn(await steps, { ...options, database, ledgerTable, showValues }, world);
  } catch (error) {
    // What an unfinished rehearsal left there must not meet the next one.
    rmSync(folder, { recursive: true, force: true });
    folder = null;
    throw error;
  }
}
