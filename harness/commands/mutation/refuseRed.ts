import { UserError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';

/** Throws `UserError` for a ladder with errors: a check that fails already notices no further break. */
export function refuseRed({ steps, findings }: Report): void {
  const red = [
    ...steps.filter(({ status }) => status === 'failed' || status === 'not-run').map(({ id }) => id),
    ...findings.filter(({ severity }) => severity === 'error').map(({ object }) => object),
  ];
  if (red.length === 0) return;
  throw new UserError('mutate-needs-green', `the ladder does not pass its own check: ${red.join(', ')}`, {
    why: 'What fails already cannot notice one more break, so that a score would mean nothing.',
    fix: '`stepproof check` shows what is wrong. Repair it, then mutate.',
  });
}
