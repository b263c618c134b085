import { lintFolder } from '../commands/lint.ts';
import { deliver } from './deliver.ts';
import type { Job } from './job.ts';
import { tell } from './terminal.ts';
import { updateBaseline } from './updateBaseline.ts';
import { judge } from './verdict.ts';

/** Looks for what a job asks for and answers with the exit code, once everything is written. Throws `UserError`. */
export async function lintWork(job: Job): Promise<number> {
  const linted = await lintFolder(job.options, () => performance.now(), job.updateBaseline === true);
  if (job.updateBaseline) updateBaseline(job.options.dir ?? '.', linted.baseline ?? []);
  const { report } = linted;
  await deliver(report, job);
  const { code, reasons } = judge(report, job);
  for (const reason of reasons) tell(`stepproof: ${reason}\n`);
  return code;
}
