import { countsIn, severityOf, statusOf } from '../ladder/reportStep.ts';
import { runCheck } from '../ladder/runCheck.ts';
import { suppressionOf } from '../ladder/suppression.ts';
import { isReversible } from '../ladder/verdict.ts';
import type { Config } from '../model/config.ts';
import type { CheckReport, StepReport } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import type { RehearsalCheck } from './checks/rehearsalCheck.ts';
import type { AfterRollback, ObservedStep } from './observed.ts';
import { totalOf } from './rows/countRows.ts';
import { verdictOf } from './verdict.ts';

/** What a step's report depends on beside the step. */
export interface ReportOptions {
  readonly checks: readonly RehearsalCheck[];
  readonly config: Config;
  /** Whether the layout has rollbacks at all. */
  readonly reversible: boolean;
  readonly engineName: string;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Judges an observed step and says how it went; `started`: when its first script was run. */
export async function reportStep(observed: ObservedStep, started: number, options: ReportOptions): Promise<StepReport> {
  const { scripts, rows, after, restored } = observed;
  const { migration } = scripts;
  const { config } = options;
  const suppression = suppressionOf(migration);
  const reversible = isReversible(migration, options.reversible);
  const checks: CheckReport[] = [];
  for (const check of options.checks) {
    const severity = severityOf(config, check.id);
    if (severity === 'off') continue;
    const context = { step: scripts, observed, config, reversible };
    checks.push(await runCheck(check, context, severity, suppression.settle, options.now));
  }
  const verdict = verdictOf(observed, options.reversible);
  const before = totalOf(rows);
  return {
    ...headOf(migration, options),
    status: statusOf(checks, verdict === 'irreversible'),
    schema: after === null ? null : countsIn(after.schema),
    rows: {
      before,
      after: after === null ? null : totalOf(after.rows),
      restored: observed.rollback === null || restored === null ? null : before + gained(restored),
    },
    rollbackVerdict: verdict,
    durationMs: options.now() - started,
    checks,
  };
}

/** The report of a step that cannot be judged because an earlier one did not apply. */
export function consequenceReport(migration: Migration, broken: string, options: ReportOptions): StepReport {
  const reason = `step ${broken} did not apply, and this step does not apply without it`;
  return {
    ...headOf(migration, options),
    status: 'not-run',
    schema: null,
    rows: { before: 0, after: null, restored: null },
    rollbackVerdict: 'not-run',
    durationMs: 0,
    checks: options.checks.map(({ id }) => ({ id, status: 'skipped', reason, cases: 0, durationMs: 0, findings: [] })),
  };
}

/** Whether a step failed for want of what an earlier one makes. */
export function isConsequence({ forward: { run } }: ObservedStep): boolean {
  return (
    run.failure?.code === 'SQLITE_ERROR' &&
    /^no such (?:table|column|index|view|trigger)|has no column named/.test(run.failure.message)
  );
}

function headOf({ id, forward, rollback }: Migration, { engineName }: ReportOptions) {
  return { id, engine: engineName, forward: forward.path, rollback: rollback?.path ?? null, cost: null };
}

/** Rows that are there more than before; those of tables that are new are not counted. */
function gained({ identity }: AfterRollback): number {
  const rows = (kind: string): number =>
    identity.faults.filter((fault) => fault.kind === kind).reduce((sum, { count }) => sum + count, 0);
  return rows('rows added') - rows('rows lost');
}
