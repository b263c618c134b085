import { mergeReports } from '../commands/mergeReports.ts';
import { deliver } from './deliver.ts';
import { deliverFleet } from './deliverFleet.ts';
import type { Job } from './job.ts';
import { readReport } from './readReport.ts';
import { tell } from './terminal.ts';
import { judge } from './verdict.ts';

/** Merges reports and answers with the exit code of the whole, once everything is written. Throws `UserError`. */
export async function mergeWork(job: Job, files: readonly string[]): Promise<number> {
  const merged = mergeReports(files.map(readReport));
  if (merged.fleet !== undefined) return deliverFleet(merged, job);
  // What repeats a step is the command that proved it.
  await deliver(merged, { ...job, replay: `npx stepproof ${merged.command}` });
  const { code, reasons } = judge(merged, job);
  for (const reason of reasons) tell(`stepproof: ${reason}\n`);
  return merged.errors.length > 0 ? 2 : code;
}
