import { betterSqlite3Version } from '../engines/version.ts';
import type { UserError } from '../model/errors.ts';
import type { Report, ReportedError } from '../model/report.ts';
import type { BackupOrders } from '../operations/backupPolicy.ts';
import type { OperationResult } from '../operations/conclude.ts';
import type { OperationContext } from '../operations/context.ts';
import { type ApplyOptions, DEFAULT_BACKUPS } from './operationOptions.ts';
import { reportOf } from './report.ts';

/** Puts the report of an operation together. */
export function operationReport(
  command: string,
  { layout }: Pick<OperationContext, 'layout'>,
  { operation, error }: OperationResult,
  durationMs: number,
): Report {
  return reportOf({
    command,
    layout,
    engines: [betterSqlite3Version()],
    seed: 0,
    durationMs,
    steps: [],
    findings: [],
    errors: error === null ? [] : [reported(error)],
    operation,
  });
}

function reported({ code, message, detail: { why = '', fix = '', location = null } }: UserError): ReportedError {
  return { code, message, why, fix, location };
}

/** What the options say of backups. */
export function backupOrders({
  backup,
  keepBackups,
}: Pick<ApplyOptions, 'backup' | 'keepBackups'>): BackupOrders | null {
  return backup === false ? null : { folder: backup ?? null, keep: keepBackups ?? DEFAULT_BACKUPS };
}
