import type { CheckOptions } from './commands/checkOptions.ts';
import type { Report } from './model/report.ts';

export type { CheckOptions } from './commands/checkOptions.ts';
export type { UserConfig, UserJsonColumn, UserQuery, UserSql } from './config/userConfig.ts';
export { defineConfig } from './config.ts';
export type { DocumentSchema, Expectation, ShapedRow } from './model/config.ts';
export type { RowCost } from './model/engine.ts';
export { type Location, UserError } from './model/errors.ts';
export type { Finding, Severity } from './model/finding.ts';
export type { MutantCounts, Mutation, MutationHalf, NamedMutant } from './model/mutation.ts';
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
