import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import type { OperationContext } from './context.ts';
import { recordApplied } from './history.ts';
import { readStanding } from './standing.ts';
import { isToldWrangler, tellWrangler } from './wranglerLedger.ts';

/** Writes steps down as applied that a database without a ledger has already. Throws `UserError` where it has got one meanwhile. */
export async function assumeSteps(steps: readonly Migration[], context: OperationContext): Promise<void> {
  const [first] = steps;
  if (first === undefined) return;
  let tellsWrangler = false;
  const nothing = { script: first.forward, statements: [], outside: false, foreignKeys: 'on' as const };
  await context.run(context.database, nothing, {
    async admit(database) {
      const standing = await readStanding(database, context);
      tellsWrangler = isToldWrangler(standing, context);
      if (standing.ledger === null) return async () => null;
      throw new UserError('ledger-there', 'the database has got a ledger meanwhile', {
        why: 'Another run was faster, and nothing was written by this one.',
        fix: 'Look at the database (stepproof status) and start again without --assume-applied.',
      });
    },
    record: () =>
      steps.flatMap((step) => [
        ...recordApplied(step, context.sign(), 0, context.bytesDigest(step.forward), 'assumed'),
        ...(tellsWrangler ? tellWrangler(step, context) : []),
      ]),
  });
}
