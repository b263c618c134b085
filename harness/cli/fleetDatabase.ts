import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FleetResult } from '../commands/fleetReport.ts';
import type { Folder } from '../commands/readFolder.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { UserError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import type { Job } from './job.ts';

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
  if (rehearsed !== undefined) return rehearsalOf(job, database, watch);
  if (operation === undefined) throw new Error('many databases, and nothing to do with them');
  const world = {
    now: () => performance.now(),
    time: () => new Date().toISOString(),
    by: operation.by,
    pid: process.pid,
    watch,
  };
  if (operation.kind === 'status') {
    const { databaseStatus } = await import('../commands/status.ts');
    return databaseStatus(database, operation.options, world);
  }
  const { applyTo } = await import('../commands/apply.ts');
  return applyTo(database, operation.options, world);
}

/** The steps are the same for all databases. */
let steps: Promise<Folder> | null = null;

async function rehearsalOf(job: Job, database: string, watch: Watch): Promise<Report> {
  const { rehearsalFolder, rehearseOn } = await import('../commands/rehearse.ts');
  steps ??= rehearsalFolder(job.options);
  const folder = mkdtempSync(join(tmpdir(), 'database-'));
  const { ledgerTable, showValues = false } = job.rehearsed ?? {};
  try {
    return await rehearseOn(
      await steps,
      { ...job.options, database, ledgerTable, showValues },
      {
        now: () => performance.now(),
        onStep: () => {},
        peakMiB: () => Math.round(process.resourceUsage().maxRSS / 1024),
        folder,
        watch,
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
