import { mutateFolder } from '../commands/mutate.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import type { Report } from '../model/report.ts';
import { jsonReport } from '../reporters/json.ts';
import { mutationText } from '../reporters/mutationText.ts';
import { writeOutputs } from './deliver.ts';
import { reportFailure } from './failure.ts';
import type { Job, Mutated, Output } from './job.ts';
import { startProgress } from './progress.ts';
import { scoresBelow } from './scoresBelow.ts';
import { showsColors, tell } from './terminal.ts';

const STDOUT = 1;

/** Mutates what a job names and answers with the exit code, once everything that was asked for is written. */
export async function mutateWork(job: Job, { only, minScore, workers }: Mutated, watch: Watch): Promise<number> {
  const now = (): number => performance.now();
  const progress = startProgress(job.quiet, now);
  const options = { ...job.options, only };
  try {
    const report = await mutateFolder(options, {
      now,
      onStep: progress.show,
      onJudged: progress.judged,
      watch,
      workers,
      // One core, or few mutants, need no threads.
      startWorkers: async (narrowed) => (await import('./mutatePool.ts')).startThreads(job, narrowed, workers),
      findBase: async (ref, wanted, read) =>
        (await import('./baseLadders.ts')).baseLadders(job.options.dir ?? '.', ref, wanted, read),
    });
    progress.clear();
    await writeOutputs(job.outputs, async (output) => render(report, output, job));
    const low = minScore === null ? [] : scoresBelow(minScore, report.mutation);
    for (const reason of low) tell(`stepproof: ${reason}\n`);
    return low.length === 0 ? 0 : 1;
  } catch (error) {
    progress.clear();
    return reportFailure(error, job);
  }
}

function render(report: Report, { reporter, file }: Output, { noColor, quiet, verbose, replay }: Job): string {
  if (reporter === 'json') return jsonReport(report);
  const color = file === null && showsColors(STDOUT, noColor);
  return mutationText(report, { color, quiet, verbose, command: replay });
}
