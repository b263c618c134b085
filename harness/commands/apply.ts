import { createDatabase } from '../engines/files/createDatabase.ts';
import { UserError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { apply } from '../operations/apply.ts';
import { operationContext, recover } from './operationContext.ts';
import type { ApplyOptions } from './operationOptions.ts';
import { backupOrders, operationReport } from './operationReport.ts';
import type { OperationWorld } from './operationWorld.ts';
import { completedStep } from './selectRange.ts';

/** Applies the pending steps of a folder to a user's database. Throws `UserError` when nothing was done. */
export async function applyTo(database: string, options: ApplyOptions, world: OperationWorld): Promise<Report> {
  const started = world.now();
  const context = await operationContext(database, options, world);
  const orders = {
    to: completedStep(options.to, context.migrations),
    step: completedStep(options.step, context.migrations),
    assumeApplied: completedStep(options.assumeApplied, context.migrations),
    dryRun: options.dryRun === true,
    allowDrift: options.allowDrift === true,
    backup: backupOrders(options),
  };
  if (!orders.dryRun) {
    if (options.create === true) createDatabase(database);
    await recover(database, options).catch(orCreate);
  }
  return operationReport('apply', context, await apply(orders, context), world.now() - started);
}

/** A database that is still to be made looks like a typing error. */
function orCreate(error: unknown): never {
  if (!(error instanceof UserError) || !['database-missing', 'database-empty'].includes(error.code)) throw error;
  const { fix = '' } = error.detail;
  throw new UserError(error.code, error.message, { ...error.detail, fix: `${fix} --create makes a new one.` });
}
