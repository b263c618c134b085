import { compareNamed } from '../commands/compare.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import type { Comparison } from '../model/comparison.ts';
import { comparisonJson } from '../reporters/comparisonJson.ts';
import { comparisonText } from '../reporters/comparisonText.ts';
import { writeOutputs } from './deliver.ts';
import { reportFailure } from './failure.ts';
import type { Compared, Job, Output } from './job.ts';
import { showsColors } from './terminal.ts';

const STDOUT = 1;

/** Compares what a job names and answers with the exit code, once everything that was asked for is written. */
export async function compareWork(job: Job, { a, b, strictText }: Compared, watch: Watch): Promise<number> {
  try {
    const comparison = await compareNamed(a, b, { ...job.options, strictText }, watch);
    await writeOutputs(job.outputs, async (output) => render(comparison, output, job));
    return comparison.equal ? 0 : 1;
  } catch (error) {
    return reportFailure(error, job);
  }
}

function render(comparison: Comparison, { reporter, file }: Output, { noColor, quiet, verbose }: Job): string {
  if (reporter === 'json') return comparisonJson(comparison);
  const color = file === null && showsColors(STDOUT, noColor);
  return comparisonText(comparison, { color, quiet, verbose });
}
