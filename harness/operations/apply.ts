import { readSchema } from '../inspect/schemaSnapshot.ts';
import { refuseToApply } from './admission.ts';
import { applyAll } from './applyAll.ts';
import { assumeSteps } from './assumeSteps.ts';
import { type BackupOrders, type BeforeChange, beforeChange, keepBackups, UNCHANGED } from './backupPolicy.ts';
import { conclude, type OperationResult } from './conclude.ts';
import type { OperationContext } from './context.ts';
import type { StepResult } from './describeSteps.ts';
import { takeBackUnsound } from './emergency.ts';
import { type ApplyPlan, planApply, refuseDrift, type WantedSteps } from './planApply.ts';
import { readStanding } from './standing.ts';

/** What is to be applied, and how. */
export interface ApplyOrders extends WantedSteps {
  /** The plan is all that is asked for. */
  readonly dryRun: boolean;
  /** A schema that is not what the steps make is no reason to stop. */
  readonly allowDrift: boolean;
  /** null: no backup. */
  readonly backup: BackupOrders | null;
}

/**
 * Applies the pending steps to a user's database, each of them completely or not at all, after a backup, and takes them
 * back again when the database is not sound behind them. Throws `UserError` when nothing was done.
 */
export async function apply(orders: ApplyOrders, context: OperationContext): Promise<OperationResult> {
  const { plan, before } = await prepare(orders, context);
  if (orders.dryRun) {
    const planned = [...plan.assumed, ...plan.steps].map(({ id }) => [id, { action: 'planned', run: null }] as const);
    return conclude(context, { dryRun: true, backup: null, results: new Map(planned), notes: [] }, null);
  }
  const results = new Map<string, StepResult>();
  await assumeSteps(plan.assumed, context);
  for (const { id } of plan.assumed) results.set(id, { action: 'assumed', run: null });
  const schemas = await context.schemas(reachOf(plan, context));
  const error =
    (await applyAll(plan.steps, schemas, context, results)) ??
    (await takeBackUnsound(schemas, context, before, results));
  const kept = before.backup && keepBackups(before.backup, orders.backup, results);
  return conclude(context, { dryRun: false, backup: kept, results, notes: [] }, error);
}

/** How many of the folder's steps the database has when a plan is carried out. */
function reachOf({ assumed, steps }: ApplyPlan, { migrations }: OperationContext): number {
  return 1 + migrations.findLastIndex((step) => steps.includes(step) || assumed.includes(step));
}

interface Prepared {
  readonly plan: ApplyPlan;
  readonly before: BeforeChange;
}

/** Everything that can be refused is refused here, before anything is written. */
async function prepare(orders: ApplyOrders, context: OperationContext): Promise<Prepared> {
  const source = await context.open(context.database);
  try {
    const standing = await readStanding(source, context);
    refuseToApply(standing, context.migrations);
    const plan = planApply(standing, context.migrations, orders);
    if (!orders.allowDrift || standing.ledger === null) {
      const schemas = await context.schemas(Math.max(reachOf(plan, context), standing.applied.length));
      refuseDrift(await readSchema(source), standing, plan, schemas, context.migrations);
    }
    const [next] = plan.steps;
    const isChange = next !== undefined && !orders.dryRun;
    const before = isChange ? await beforeChange(source, next.id, orders.backup, context) : UNCHANGED;
    return { plan, before };
  } finally {
    await source.close();
  }
}
