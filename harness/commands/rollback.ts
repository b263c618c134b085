import type { Report } from '../model/report.ts';
import { rollback } from '../operations/rollback.ts';
import { operationContext, recover } from './operationContext.ts';
import type { RollbackOptions } from './operationOptions.ts';
import { backupOrders, operationReport } from './operationReport.ts';
import type { OperationWorld } from './operationWorld.ts';
import { completedStep } from './selectRange.ts';

/** Takes applied steps of a folder back from a user's database. Throws `UserError` when nothing was done. */
export async function rollBack(database: string, options: RollbackOptions, world: OperationWorld): Promise<Report> {
  const started = world.now();
  const context = await operationContext(database, options, world);
  const orders = {
    to: completedStep(options.to, context.migrations),
    steps: options.steps ?? 1,
    force: options.force === true,
    dryRun: options.dryRun === true,
    backup: backupOrders(options),
  };
  if (!orders.dryRun) await recover(database, options);
  return operationReport('rollback', context, await rollback(orders, context), world.now() - started);
}
