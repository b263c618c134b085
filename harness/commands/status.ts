import { betterSqlite3Version } from '../engines/version.ts';
import type { Report } from '../model/report.ts';
import { statusOf } from '../operations/status.ts';
import { operationContext } from './operationContext.ts';
import type { DatabaseOptions } from './operationOptions.ts';
import type { OperationWorld } from './operationWorld.ts';
import { reportOf } from './report.ts';

/** How a user's database stands to the steps of its folder. Nothing is written. Throws `UserError`. */
export async function databaseStatus(
  database: string,
  options: DatabaseOptions,
  world: OperationWorld,
): Promise<Report> {
  const started = world.now();
  const context = await operationContext(database, options, world);
  const { operation, findings } = await statusOf(context);
  return reportOf({
    command: 'status',
    layout: context.layout,
    engines: [betterSqlite3Version()],
    seed: 0,
    durationMs: world.now() - started,
    steps: [],
    findings,
    errors: [],
    operation,
  });
}
