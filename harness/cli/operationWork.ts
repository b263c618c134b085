import { aftermathOf } from '../commands/aftermath.ts';
import { isBroken } from '../commands/report.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import type { Report } from '../model/report.ts';
import { healthText } from '../reporters/healthText.ts';
import { jsonReport } from '../reporters/json.ts';
import { operationText } from '../reporters/operationText.ts';
import { writeOutputsOf } from './deliver.ts';
import { reportFailure } from './failure.ts';
import type { Job, OperationJob, Output } from './job.ts';
import { meantDatabase } from './namedDatabase.ts';
import { operate } from './operate.ts';
import { sourcesIn } from './sources.ts';
import { showsColors, tell } from './terminal.ts';
import { operationWorld } from './world.ts';

const STDOUT = 1;

/** Does to a database what a job says and answers with the exit code, once everything that was asked for is written. */
export async function operationWork(job: Job, operation: OperationJob, watch: Watch): Promise<number> {
  try {
    const report = await reportOn(job, operation, watch);
    await writeOutputsOf(report, job.outputs, (output) => render(report, output, job));
    return codeOf(report, job);
  } catch (error) {
    return reportFailure(error, job);
  }
}

async function reportOn(
  { stopped, timeout }: Job,
  { kind, database, isRemote, by, options: given }: OperationJob,
  watch: Watch,
): Promise<Report> {
  const { hosted } = await meantDatabase(database, given.dir ?? '.', isRemote);
  const options = { ...given, hosted };
  const world = operationWorld(watch, by);
  const [hung] = stopped;
  if (hung !== undefined) return aftermathOf(kind, database, options, { text: hung, seconds: timeout }, world);
  return operate(kind, database, options, world);
}

function render(report: Report, { reporter, file }: Output, { noColor, quiet, options }: Job): string {
  if (reporter === 'json') return jsonReport(report);
  const { operation, health } = report;
  const color = file === null && showsColors(STDOUT, noColor);
  if (health !== undefined) return healthText(report, health, { color, quiet });
  if (operation === undefined) throw new Error(`the report of ${report.command} tells of no database`);
  return operationText(report, operation, { color, quiet, source: sourcesIn(options.dir ?? '.') });
}

function codeOf(report: Report, { outputs }: Job): number {
  const { errors, findings } = report;
  const code = errors.length > 0 ? 2 : isBroken(report) ? 1 : 0;
  const isSaid = outputs.some(({ reporter, file }) => reporter === 'text' && file === null);
  if (isSaid) return code;
  for (const error of errors) tell(`stepproof: error[${error.code}]: ${error.message}\n`);
  const [first] = findings;
  if (code === 1 && first !== undefined) tell(`stepproof: ${first.message}\n`);
  return code;
}
