import { rehearseDatabase } from '../commands/rehearse.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { deliver } from './deliver.ts';
import { reportFailure } from './failure.ts';
import type { Job, RehearsalJob } from './job.ts';
import { meantDatabase } from './namedDatabase.ts';
import { startProgress } from './progress.ts';
import { tell } from './terminal.ts';
import { judge } from './verdict.ts';
import { now, ownFolder, rehearseWorld } from './world.ts';

/** Rehearses what a job names and answers with the exit code, once everything that was asked for is written. */
export async function rehearseWork(
  job: Job,
  { database, isRemote, ledgerTable, showValues }: RehearsalJob,
  watch: Watch,
): Promise<number> {
  const progress = startProgress(job.quiet, now);
  try {
    const { hosted } = await meantDatabase(database, job.options.dir ?? '.', isRemote);
    const report = await rehearseDatabase(
      { ...job.options, database, hosted, ledgerTable, showValues },
      rehearseWorld(watch, ownFolder(), progress.show),
    );
    progress.clear();
    await deliver(report, job);
    const { code, reasons } = judge(report, job);
    for (const reason of reasons) tell(`stepproof: ${reason}\n`);
    return code;
  } catch (error) {
    progress.clear();
    return reportFailure(error, job);
  }
}
