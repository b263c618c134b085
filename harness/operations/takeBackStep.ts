import type { BoundStatement } from '../model/engine.ts';
import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { refuseForeign } from './admission.ts';
import { readCondition, rowsIn } from './condition.ts';
import type { OperationContext, StepRun } from './context.ts';
import { scriptFailure, withoutRollback } from './failures.ts';
import { recordApplied, recordRolledBack } from './history.ts';
import { type ExpectedSchemas, refuseOrphans, refuseOtherSchema } from './judge.ts';
import { runnableOf } from './runnable.ts';
import { readStanding, type Standing } from './standing.ts';
import { isToldWrangler, untellWrangler } from './wranglerLedger.ts';

/** Why a step left the database: somebody wanted it, or the database was not sound with it. */
export type TakenBack = 'rolled-back' | 'rolled-back-by-health';

/**
 * Takes one step back, or nothing of it: the rollback, the checks and the ledger's row are one transaction. `expected` is
 * the way that its schema goes. null: another runner was faster. Throws `UserError`.
 */
export async function takeBackStep(
  migration: Migration,
  expected: ExpectedSchemas,
  result: TakenBack,
  context: OperationContext,
): Promise<StepRun | null> {
  const { rollback } = migration;
  if (rollback === null) throw withoutRollback(migration);
  const runnable = runnableOf(rollback);
  let written: readonly BoundStatement[] = [];
  const outcome = await context.run(context.database, runnable, {
    async admit(database) {
      const standing = await readStanding(database, context);
      if (!standing.applied.includes(migration.id)) return null;
      refuseForeign(standing);
      refuseUnderneath(migration, standing);
      written = beside(migration, standing, context);
      const before = await readCondition(database);
      return async () => {
        const after = await readCondition(database);
        refuseOrphans(rollback, before, after);
        refuseOtherSchema(rollback, expected, before, after, standing.ledger?.tables ?? []);
        return { before: rowsIn(before), after: rowsIn(after) };
      };
    },
    record: (milliseconds) => [...written, ...recordRolledBack(migration.id, context.sign(), milliseconds, result)],
  });
  if (outcome.kind === 'not-needed') return null;
  if (outcome.kind === 'failed') throw scriptFailure(runnable, outcome.failure);
  return { milliseconds: outcome.milliseconds, lockMs: outcome.lockMs, rows: outcome.seen };
}

/** What wrangler applied enters the history as it leaves the database, and leaves wrangler's ledger. */
function beside(migration: Migration, standing: Standing, context: OperationContext): readonly BoundStatement[] {
  const { sign, bytesDigest } = context;
  const isKnown = standing.history.has(migration.id);
  return [
    ...(isKnown ? [] : recordApplied(migration, sign(), 0, bytesDigest(migration.forward), 'assumed')),
    ...(isToldWrangler(standing, context) ? untellWrangler(migration, context) : []),
  ];
}

function refuseUnderneath({ id }: Migration, { applied }: Standing): void {
  const last = applied.at(-1);
  if (last === id) return;
  throw new UserError('migration-out-of-order', `${id} is not the last step any more`, {
    why: `Somebody applied ${last ?? 'a step'} meanwhile, and it stands on ${id}.`,
    fix: 'Look at the database (stepproof status) and start again.',
  });
}
