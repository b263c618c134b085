import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { refuseToApply } from './admission.ts';
import { readCondition, rowsIn } from './condition.ts';
import type { OperationContext, StepRun } from './context.ts';
import { scriptFailure } from './failures.ts';
import { recordApplied } from './history.ts';
import { type ExpectedSchemas, refuseLostRows, refuseOrphans, refuseOtherSchema } from './judge.ts';
import { runnableOf } from './runnable.ts';
import { readStanding, type Standing } from './standing.ts';
import { isToldWrangler, tellWrangler } from './wranglerLedger.ts';

/**
 * Applies one step, or nothing of it: the script, the checks and the ledger's row are one transaction. `expected` is the
 * way that its schema goes. null: another runner was faster. Throws `UserError`.
 */
export async function applyStep(
  migration: Migration,
  expected: ExpectedSchemas,
  context: OperationContext,
): Promise<StepRun | null> {
  const { forward } = migration;
  const runnable = runnableOf(forward);
  let tellsWrangler = false;
  const outcome = await context.run(context.database, runnable, {
    async admit(database) {
      const standing = await readStanding(database, context);
      if (standing.applied.includes(migration.id)) return null;
      refuseToApply(standing, context.migrations);
      refuseOutOfTurn(migration, standing);
      tellsWrangler = isToldWrangler(standing, context);
      const before = await readCondition(database);
      return async () => {
        const after = await readCondition(database);
        refuseOrphans(forward, before, after);
        refuseLostRows(forward, before, after);
        refuseOtherSchema(forward, expected, before, after, standing.ledger?.tables ?? []);
        return { before: rowsIn(before), after: rowsIn(after) };
      };
    },
    record(milliseconds) {
      const bytes = context.bytesDigest(forward);
      return [
        ...recordApplied(migration, context.sign(), milliseconds, bytes, 'applied'),
        ...(tellsWrangler ? tellWrangler(migration, context) : []),
      ];
    },
  });
  if (outcome.kind === 'not-needed') return null;
  if (outcome.kind === 'failed') throw scriptFailure(runnable, outcome.failure);
  return { milliseconds: outcome.milliseconds, lockMs: outcome.lockMs, rows: outcome.seen };
}

function refuseOutOfTurn({ id }: Migration, { pending }: Standing): void {
  const [next] = pending;
  if (next?.id === id) return;
  throw new UserError('migration-out-of-order', `${id} is not the next step any more`, {
    why: `Somebody took a step back meanwhile: ${next?.id ?? 'none'} would be next.`,
    fix: 'Look at the database (stepproof status) and start again.',
  });
}
