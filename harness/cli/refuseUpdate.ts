import { BASELINE_FILE } from '../config/baselineFile.ts';
import { LOCK_FILE } from '../config/lockFile.ts';
import { UserError } from '../model/errors.ts';
import type { Job } from './job.ts';

/** Throws `UserError` where lock or baseline must not be written: in CI, the lock also by a run that does not see all steps. */
export function refuseUpdate({ command, update, updateBaseline, options }: Job, ci: string | undefined): void {
  const isCi = ci !== undefined && !['', '0', 'false'].includes(ci.toLowerCase());
  if (updateBaseline && isCi) {
    throw new UserError('bad-usage', '--update-baseline is refused in CI', {
      why: 'The baseline is what a person has accepted; CI holds the findings against it.',
      fix: `Run stepproof ${command} --update-baseline on your machine and commit ${BASELINE_FILE}.`,
    });
  }
  if (!update) return;
  if (isCi) {
    throw new UserError('bad-usage', '--update is refused in CI', {
      why: 'The lock is what a person has accepted; CI holds the ladder against it.',
      fix: `Run stepproof check --update on your machine and commit ${LOCK_FILE}.`,
    });
  }
  if (
    options.step !== undefined ||
    options.from !== undefined ||
    options.to !== undefined ||
    options.shard !== undefined
  ) {
    throw new UserError('bad-usage', '--update writes the whole lock', {
      why: 'With --step, --from, --to or --shard the run sees only a part of the ladder.',
      fix: 'Leave out --step, --from, --to and --shard.',
    });
  }
}
