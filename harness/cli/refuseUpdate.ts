import { LOCK_FILE } from '../config/lockFile.ts';
import { UserError } from '../model/errors.ts';
import type { Job } from './job.ts';

/** Throws `UserError` where the lock must not be written: in CI, and by a run that does not see the whole ladder. */
export function refuseUpdate({ update, options }: Job, ci: string | undefined): void {
  if (!update) return;
  if (ci !== undefined && !['', '0', 'false'].includes(ci.toLowerCase())) {
    throw new UserError('bad-usage', '--update is refused in CI', {
      why: 'The lock is what a person has accepted; CI holds the ladder against it.',
      fix: `Run stepproof check --update on your machine and commit ${LOCK_FILE}.`,
    });
  }
  if (options.step !== undefined || options.from !== undefined || options.to !== undefined) {
    throw new UserError('bad-usage', '--update writes the whole lock', {
      why: 'With --step, --from or --to the run sees only a part of the ladder.',
      fix: 'Leave out --step, --from and --to.',
    });
  }
}
