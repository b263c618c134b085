import type { Check, CheckOutcome } from '../model/check.ts';
import { SqlError } from '../model/errors.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { CheckReport } from '../model/report.ts';
import type { StepScripts } from '../model/step.ts';

/** What every check can be told of: the step that it judges. */
interface JudgedStep {
  readonly step: Pick<StepScripts, 'migration'>;
}

/** A check of generated rows, or of real ones. */
interface Runnable<Context> extends Pick<Check, 'id'> {
  run(context: Context): Promise<CheckOutcome>;
}

/** Runs one check; `severity` is the configuration's word on it, `settle` applies the ignore directives. */
export async function runCheck<Context extends JudgedStep>(
  check: Runnable<Context>,
  context: Context,
  severity: Severity | undefined,
  settle: (check: string, findings: readonly Finding[]) => readonly Finding[],
  now: () => number,
): Promise<CheckReport> {
  const start = now();
  const { cases, findings, skipped } = await outcomeOf(check, context);
  const judged = findings.map((finding) => (severity === undefined ? finding : { ...finding, severity }));
  const settled = settle(check.id, judged);
  const failed = settled.some((finding) => finding.severity === 'error');
  return {
    id: check.id,
    status: failed ? 'failed' : skipped === undefined ? 'passed' : 'skipped',
    reason: failed ? null : (skipped ?? null),
    cases,
    durationMs: now() - start,
    findings: settled,
  };
}

/** What the engine refuses while a check looks at the user's database is a fact about that database, not a bug of ours. */
async function outcomeOf<Context extends JudgedStep>(
  check: Runnable<Context>,
  context: Context,
): Promise<CheckOutcome> {
  try {
    return await check.run(context);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const finding: Finding = {
      severity: 'error',
      object: `step ${context.step.migration.id}`,
      message: `${check.id} could not be carried out: ${error.message}`,
      why: 'The engine refused a statement that the check needs, so the promise is not proven.',
      fix: 'Look for an object of the schema that cannot be used any more, and repair it in this step.',
      location: { file: context.step.migration.forward.path, line: 1, column: 1 },
      data: { code: error.code },
    };
    return { cases: 1, findings: [finding] };
  }
}
