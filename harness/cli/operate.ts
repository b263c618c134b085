import { applyTo } from '../commands/apply.ts';
import { databaseHealth } from '../commands/health.ts';
import type { OperationWorld } from '../commands/operationWorld.ts';
import { rollBack } from '../commands/rollback.ts';
import { databaseStatus } from '../commands/status.ts';
import type { Report } from '../model/report.ts';
import type { OperationJob } from './job.ts';

/** Does to a database what is asked for. Throws `UserError` when nothing was done. */
export function operate(
  kind: OperationJob['kind'],
  database: string,
  options: OperationJob['options'],
  world: OperationWorld,
): Promise<Report> {
  switch (kind) {
    case 'apply':
      return applyTo(database, options, world);
    case 'rollback':
      return rollBack(database, options, world);
    case 'status':
      return databaseStatus(database, options, world);
    case 'health':
      return databaseHealth(database, options, world);
  }
}
