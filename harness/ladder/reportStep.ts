import type { Config } from '../model/config.ts';
import type { LockedStep, LockView } from '../model/lock.ts';
import type { CheckReport, StepReport, StepStatus } from '../model/report.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { State, Step } from '../model/step.ts';
import type { ClimbOptions } from './climb.ts';
import { contextOf, type Lifetime, type PlanMemory } from './context.ts';
import { DIRECTIVES_CHECK, unusedDirectives } from './directives.ts';
import { lockedStep } from './lock.ts';
import { runCheck } from './runCheck.ts';
import { costOf } from './stepCost.ts';
import { suppressionOf } from './suppression.ts';
import { verdictOf } from './verdict.ts';

/** Runs the checks on a proven step and says how it went. */
export async function reportStep(
  step: Step,
  started: number,
  memory: PlanMemory,
  options: ClimbOptions,
): Promise<{ readonly report: StepReport; readonly locked: LockedStep | null }> {
  const { migration, forward } = step;
  const suppression = suppressionOf(migration);
  const observe = async (state: State): Promise<LockedStep> =>
    lockedStep(migration, await state.schema(), await context.plans(state));
  const lock = async (): Promise<LockView | null> => {
    if (options.lock === null || forward.state === null) return null;
    const locked = options.lock.steps[migration.id] ?? null;
    return { locked, observed: await observe(forward.state), frozen: options.frozen.has(migration.id) };
  };
  const context = contextOf(step, options, inForceAt(migration.id, options), memory, lock);
  const reports: CheckReport[] = [];
  for (const check of options.checks) {
    const severity = severityOf(options.config, check.id);
    if (severity === 'off') continue;
    reports.push(await runCheck(check, context, severity, suppression.settle, options.now));
    await context.close();
  }
  const verdict = await verdictOf(step, options.reversible);
  const ran = new Set(reports.map(({ id }) => id));
  const unused = ran.has(DIRECTIVES_CHECK) ? await unusedDirectives(step, suppression.unused(ran)) : [];
  const checks = reports.map((report) => (report.id === DIRECTIVES_CHECK ? withUnused(report, unused) : report));
  const locked = forward.state === null ? null : await observe(forward.state);
  const restored = (await step.restored())?.state ?? null;
  const report: StepReport = {
    id: migration.id,
    engine: options.engineName,
    forward: migration.forward.path,
    rollback: migration.rollback?.path ?? null,
    status: statusOf(checks, verdict === 'irreversible'),
    schema: await countsOf(forward.state),
    rows: {
      before: (await rowsIn(step.before)) ?? 0,
      after: await rowsIn(forward.state),
      restored: await rowsIn(restored),
    },
    rollbackVerdict: verdict,
    cost: await costOf(step, await context.queries()),
    durationMs: options.now() - started,
    checks,
  };
  return { report, locked };
}

/** The report of a step that cannot be judged because an earlier one could not be climbed. */
export function consequenceReport(step: Step, broken: string, options: ClimbOptions): StepReport {
  const { migration } = step;
  const reason = `step ${broken} did not apply, and this step does not apply without it`;
  return {
    id: migration.id,
    engine: options.engineName,
    forward: migration.forward.path,
    rollback: migration.rollback?.path ?? null,
    status: 'not-run',
    schema: null,
    rows: { before: 0, after: null, restored: null },
    rollbackVerdict: 'not-run',
    cost: null,
    durationMs: 0,
    checks: options.checks.map(({ id }) => ({ id, status: 'skipped', reason, cases: 0, durationMs: 0, findings: [] })),
  };
}

/** Whether what the configuration promises from one step to another holds at a step. */
export function inForceAt(
  id: string,
  { migrations }: Pick<ClimbOptions, 'migrations'>,
): (promise: Lifetime) => boolean {
  const position = (step: string | undefined, otherwise: number): number => {
    const found = migrations.findIndex((migration) => migration.id === step);
    return found === -1 ? otherwise : found;
  };
  const here = position(id, 0);
  return ({ since, until }) => position(since, 0) <= here && here <= position(until, migrations.length);
}

/** The configuration's word on a check. */
export function severityOf({ severity }: Config, check: string): Config['severity'][string] | undefined {
  return severity[check];
}

function withUnused(report: CheckReport, unused: CheckReport['findings']): CheckReport {
  if (unused.length === 0) return report;
  return {
    ...report,
    status: 'passed',
    reason: null,
    cases: report.cases + unused.length,
    findings: [...report.findings, ...unused],
  };
}

/** How a step went, by its checks. */
export function statusOf(checks: readonly CheckReport[], irreversible: boolean): StepStatus {
  if (checks.some(({ status }) => status === 'failed')) return 'failed';
  return irreversible ? 'irreversible' : 'passed';
}

async function countsOf(state: State | null): Promise<StepReport['schema']> {
  return state === null ? null : countsIn(await state.schema());
}

/** What is in a schema, counted. */
export function countsIn({ tables, indexes, views, triggers, digest }: SchemaSnapshot): StepReport['schema'] {
  return {
    tables: tables.filter(({ kind }) => kind !== 'shadow').length,
    indexes: indexes.length,
    views: views.length,
    triggers: triggers.length,
    digest,
  };
}

async function rowsIn(state: State | null): Promise<number | null> {
  if (state === null) return null;
  const { tables } = await state.data();
  return [...tables.values()].reduce((sum, { rows }) => sum + rows.length, 0);
}
