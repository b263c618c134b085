import { tmpdir } from 'node:os';
import { aftermathOf } from '../commands/aftermath.ts';
import { applyTo } from '../commands/apply.ts';
import { databaseHealth } from '../commands/health.ts';
import type { OperationWorld } from '../commands/operationWorld.ts';
import { rollBack } from '../commands/rollback.ts';
import { databaseStatus } from '../commands/status.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import type { Report } from '../model/report.ts';
import { healthText } from '../reporters/healthText.ts';
import { jsonReport } from '../reporters/json.ts';
import { changesText, operationText } from '../reporters/operationText.ts';
import { writeOutputs } from './deliver.ts';
import { reportFailure } from './failure.ts';
import type { Job, OperationJob, Output } from './job.ts';
import { meantDatabase } from './namedDatabase.ts';
import { sourcesIn } from './sources.ts';
import { showsColors, tell } from './terminal.ts';

const STDOUT = 1;

/** Does to a database what a job says and answers with the exit code, once everything that was asked for is written. */
export async function operationWork(job: Job, operation: OperationJob, watch: Watch): Promise<number> {
  try {
    const report = await reportOn(job, operation, watch);
    try {
      await writeOutputs(job.outputs, async (output) => render(report, output, job));
    } catch (error) {
      // What is done is done, and somebody must hear of it.
      const changes = changesText(report);
      if (changes !== '') tell(`stepproof: ${changes}, and that stays\n`);
      throw error;
    }
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
  const world: OperationWorld = {
    now: () => performance.now(),
    time: () => new Date().toISOString(),
    by,
    pid: process.pid,
    watch,
    hosted: {
      // The folder that the parent made for this process alone, and deletes whatever becomes of it.
      folder: tmpdir(),
      onBookmark: (bookmark) => tell(`stepproof: Time Travel bookmark of the database as it is: ${bookmark}\n`),
    },
  };
  const [hung] = stopped;
  if (hung !== undefined) return aftermathOf(kind, database, options, { text: hung, seconds: timeout }, world);
  switch (kind) {
    case 'apply':
      return applyTo(database, options, world);
    case 'rollback':
      return rollBack(database, options, world);
    case 'status':
      return databaseStatus(database, options, world);
    case 'health':
      return databaseHealth(database, options, world);
  }
}

function render(report: Report, { reporter, file }: Output, { noColor, quiet, options }: Job): string {
  if (reporter === 'json') return jsonReport(report);
  const { operation, health } = report;
  const color = file === null && showsColors(STDOUT, noColor);
  if (health !== undefined) return healthText(report, health, { color, quiet });
  if (operation === undefined) throw new Error(`the report of ${report.command} tells of no database`);
  return operationText(report, operation, { color, quiet, source: sourcesIn(options.dir ?? '.') });
}

function codeOf({ errors, summary, findings }: Report, { outputs }: Job): number {
  const code = errors.length > 0 ? 2 : summary.errors > 0 ? 1 : 0;
  const isSaid = outputs.some(({ reporter, file }) => reporter === 'text' && file === null);
  if (isSaid) return code;
  for (const error of errors) tell(`stepproof: error[${error.code}]: ${error.message}\n`);
  const [first] = findings;
  if (code === 1 && first !== undefined) tell(`stepproof: ${first.message}\n`);
  return code;
}
