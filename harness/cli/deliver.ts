import { UserError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { changesText } from '../reporters/changesText.ts';
import { reporters } from '../reporters/index.ts';
import type { Output, Reporting } from './job.ts';
import { repositoryBase, repositoryBlob } from './repository.ts';
import { allRules } from './rules.ts';
import { sourcesIn } from './sources.ts';
import { showsColors, tell } from './terminal.ts';
import { appendToFile, isSameFile, writeAll, writeFileSafely } from './writeFile.ts';

const STDOUT = 1;

/** Writes a report in every format asked for; throws `UserError` when one cannot be written, after trying all. */
export async function deliver(report: Report, reporting: Reporting, outputs = reporting.outputs): Promise<void> {
  await writeOutputs(outputs, (output) => render(report, output, reporting));
}

/** The same for a run that may have changed databases: where a report cannot be written, standard error says what stays. */
export async function writeOutputsOf(
  report: Report,
  outputs: readonly Output[],
  textOf: (output: Output) => string,
): Promise<void> {
  try {
    await writeOutputs(outputs, async (output) => textOf(output));
  } catch (error) {
    for (const changes of changesText(report)) tell(`stepproof: ${changes}\n`);
    throw error;
  }
}

/** Writes every output with the text that is made for it; throws `UserError` as above. */
export async function writeOutputs(
  outputs: readonly Output[],
  textOf: (output: Output) => Promise<string>,
): Promise<void> {
  const failures: UserError[] = [];
  for (const output of outputs) {
    const text = await textOf(output);
    try {
      if (output.file === null) writeAll(STDOUT, text);
      else if (isJobSummary(output.file)) appendToFile(output.file, text);
      else writeFileSafely(output.file, text);
    } catch (error) {
      failures.push(notWritten(output, error));
    }
  }
  if (failures[0] !== undefined) throw failures[0];
}

/** The file for the summary of a GitHub Actions step holds what earlier commands of the step have written. */
function isJobSummary(file: string): boolean {
  const { GITHUB_STEP_SUMMARY = '' } = process.env;
  return GITHUB_STEP_SUMMARY !== '' && isSameFile(file, GITHUB_STEP_SUMMARY);
}

async function render(report: Report, { reporter, file }: Output, reporting: Reporting): Promise<string> {
  const dir = reporting.options.dir ?? '.';
  const load = reporters[reporter];
  if (load === undefined) throw new Error(`there is no reporter ${reporter}`);
  const render = await load({
    color: file === null && showsColors(STDOUT, reporting.noColor),
    verbose: reporting.verbose,
    quiet: reporting.quiet,
    command: reporting.replay,
    source: sourcesIn(dir),
    base: repositoryBase(dir, process.env),
    blob: repositoryBlob(process.env),
    rules: allRules,
  });
  return render(report);
}

function notWritten({ reporter, file }: Output, error: unknown): UserError {
  const target = file ?? 'standard output';
  return new UserError('report-not-written', `the ${reporter} report cannot be written to ${target}`, {
    why: error instanceof Error ? error.message : String(error),
    fix: 'Without its report the run counts for nothing: make the place writable, or choose another.',
  });
}
