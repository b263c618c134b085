import { checkFolder } from '../commands/check.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import type { RemoteWatch } from '../engines/d1/watch.ts';
import { printableLine } from '../reporters/printable.ts';
import { deliver } from './deliver.ts';
import { letWorkerdDieWithUs } from './dieWithParent.ts';
import { reportFailure } from './failure.ts';
import type { Job } from './job.ts';
import { startProgress } from './progress.ts';
import { tell } from './terminal.ts';
import { updateBaseline } from './updateBaseline.ts';
import { updateLock } from './updateLock.ts';
import { judge } from './verdict.ts';

/** Does what a job says and answers with the exit code, once everything that was asked for is written. */
export async function work(job: Job, watch: Watch & Pick<RemoteWatch, 'hold'>): Promise<number> {
  const now = (): number => performance.now();
  const dir = job.options.dir ?? '.';
  const progress = startProgress(job.quiet, now);
  try {
    const checked = await checkFolder(job.options, {
      now,
      onStep: progress.show,
      watch,
      remoteWatch: { hold: watch.hold, starting: letWorkerdDieWithUs },
      // Starting git needs modules that a ladder without a lock has no use for.
      frozen: async (lock) => (await import('./frozenSteps.ts')).frozenSteps(dir, lock),
      findBase: async (ref, wanted, read) => (await import('./baseLadders.ts')).baseLadders(dir, ref, wanted, read),
      ignoreLock: job.update,
      updatesBaseline: job.updateBaseline === true,
    });
    progress.clear();
    if (job.update) updateLock(dir, checked);
    if (job.updateBaseline) updateBaseline(dir, checked.baseline ?? []);
    await deliver(checked.report, job);
    const { since, shard } = job.options;
    if (checked.report.steps.length === 0) {
      const isShared = shard === undefined ? '' : ` in shard ${shard.index}/${shard.count}`;
      if (since !== undefined) tell(`stepproof: no step${isShared} is new or edited since ${printableLine(since)}\n`);
      else if (isShared !== '') tell(`stepproof: there is no step${isShared}: there are fewer steps than shards\n`);
    }
    const { code, reasons } = judge(checked.report, job);
    for (const reason of reasons) tell(`stepproof: ${reason}\n`);
    return code;
  } catch (error) {
    progress.clear();
    return reportFailure(error, job);
  }
}
