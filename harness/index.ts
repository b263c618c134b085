import type { CheckOptions } from './commands/checkOptions.ts';
import type { DatabaseOptions } from './commands/operationOptions.ts';
import type { Report } from './model/report.ts';

export type { CheckOptions } from './commands/checkOptions.ts';
export type { DatabaseOptions } from './commands/operationOptions.ts';
export type { UserConfig, UserJsonColumn, UserQuery, UserSql } from './config/userConfig.ts';
export { defineConfig } from './config.ts';
export type { DocumentSchema, Expectation, ShapedRow } from './model/config.ts';
export type { RowCost } from './model/engine.ts';
export { type Location, UserError } from './model/errors.ts';
export type { Finding, Severity } from './model/finding.ts';
export type { MutantCounts, Mutation, MutationHalf, NamedMutant } from './model/mutation.ts';
export type { Backup, Drift, Health, Operation, OperationStep, StepAction } from './model/operation.ts';
export type {
  CheckReport,
  LooseFinding,
  Report,
  ReportedError,
  RollbackVerdict,
  StepCost,
  StepReport,
  StepStatus,
} from './model/report.ts';
export type { SqlValue } from './model/value.ts';

/**
 * Proves every step of a folder's ladder in this process and returns the report that `--reporter json` writes. A
 * statement that does not end is not stopped: only the command line can do that. Throws `UserError` when the work
 * cannot be done.
 */
export async function check(options: Omit<CheckOptions, 'since'> = {}): Promise<Report> {
  const { checkFolder } = await import('./commands/check.ts');
  const { allButTheLast } = await import('./commands/frozen.ts');
  const { report } = await checkFolder(options, {
    now: () => performance.now(),
    onStep: () => {},
    frozen: async (lock) => allButTheLast(lock),
    ignoreLock: false,
  });
  return report;
}

/**
 * Examines a database in this process without writing to it: `health` of the report says how it is, `findings` what is wrong.
 * Its schema is held against the steps of `dir` where that is named. Throws `UserError` when it cannot be opened.
 */
export async function health(database: string, options: DatabaseOptions = {}): Promise<Report> {
  const { databaseHealth } = await import('./commands/health.ts');
  const nobody = { time: () => '', by: '', pid: 0 };
  return databaseHealth(database, options, { ...nobody, now: () => performance.now() });
}
