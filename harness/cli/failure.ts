import { reportOf } from '../commands/report.ts';
import { UserError } from '../model/errors.ts';
import type { ReportedError } from '../model/report.ts';
import { errorText } from '../reporters/errorText.ts';
import { painter } from '../reporters/paint.ts';
import { withoutWorkflowCommands } from '../reporters/printable.ts';
import { deliver } from './deliver.ts';
import type { Reporting } from './job.ts';
import { sourcesIn } from './sources.ts';
import { showsColors, tell } from './terminal.ts';

const CANNOT_WORK = 2;
const STDERR = 2;

/** Says why the work could not be done, on standard error and in the reports asked for; answers with the exit code. */
export async function reportFailure(error: unknown, reporting: Reporting): Promise<number> {
  const reported = reportedError(error);
  sayError(reported, reporting);
  const report = reportOf({
    command: reporting.command,
    layout: reporting.options.layout ?? 'auto',
    engines: [],
    seed: reporting.options.seed ?? 0,
    durationMs: 0,
    steps: [],
    findings: [],
    errors: [reported],
  });
  // A person who reads standard output reads standard error beside it.
  const outputs = reporting.outputs.filter(({ reporter, file }) => reporter !== 'text' || file !== null);
  const broken = reported.code === 'report-not-written';
  try {
    if (!broken) await deliver(report, reporting, outputs);
  } catch (second) {
    sayError(reportedError(second), reporting);
  }
  return CANNOT_WORK;
}

function sayError(error: ReportedError, { options, noColor }: Reporting): void {
  const paint = painter(showsColors(STDERR, noColor));
  const lines = errorText(error, sourcesIn(options.dir ?? '.'), paint);
  tell(withoutWorkflowCommands(`${lines.join('\n')}\n`));
}

function reportedError(error: unknown): ReportedError {
  if (error instanceof UserError) {
    const { why = '', fix = '', location = null } = error.detail;
    return { code: error.code, message: error.message, why, fix, location };
  }
  return {
    code: 'internal-error',
    message: error instanceof Error ? error.message : String(error),
    why: error instanceof Error ? (error.stack ?? '') : '',
    fix: 'this is a bug in stepproof: please report it with the lines above',
    location: null,
  };
}
