import type { CheckOutcome } from '../../model/check.ts';
import type { Location } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script, Statement } from '../../model/script.ts';
import type { StepScripts } from '../../model/step.ts';

/** A check that had nothing to try, and why. */
export function skip(reason: string): CheckOutcome {
  return { cases: 0, findings: [], skipped: reason };
}

/** What a check tried and found. */
export function tried(cases: number, findings: readonly Finding[]): CheckOutcome {
  return { cases, findings };
}

/** Where a finding points: a statement of the script, or its beginning. */
export function locate(script: Script, statement?: Statement): Location {
  const { line, column } = statement ?? script.beginning ?? { line: 1, column: 1 };
  return { file: statement?.path ?? script.path, line, column };
}

/** The statement that a failure names, when it is one. */
export function failedStatement(runnable: readonly Statement[], index: number | null): Statement | undefined {
  return index === null ? runnable.at(-1) : runnable[index];
}

/** Whether the step says that it cannot be taken back. */
export function isIrreversible({ migration }: Pick<StepScripts, 'migration'>): boolean {
  return migration.forward.directives.some(({ kind }) => kind === 'irreversible');
}

/** `1 row`, `2 rows`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : noun.endsWith('x') ? 'es' : 's'}`;
}

export const FORWARD_FAILED = 'the forward script did not apply';
export const NO_ROLLBACK = 'there is no rollback to run';
export const ROLLBACK_FAILED = 'the rollback did not apply';
