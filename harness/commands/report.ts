import type { Mutation } from '../model/mutation.ts';
import type { Health, Operation } from '../model/operation.ts';
import type { Rehearsal } from '../model/rehearsal.ts';
import type { LooseFinding, Report, ReportedError, Shard, StepReport } from '../model/report.ts';
import { VERSION } from '../version.ts';

/** What a run knows of itself; the rest of a report is counted from it. */
export interface RunFacts {
  readonly command: string;
  readonly layout: string;
  readonly engines: Report['engines'];
  readonly seed: number;
  readonly shard?: Shard;
  readonly durationMs: number;
  readonly steps: readonly StepReport[];
  readonly findings: readonly LooseFinding[];
  readonly errors: readonly ReportedError[];
  readonly mutation?: Mutation;
  readonly rehearsal?: Rehearsal;
  readonly operation?: Operation;
  readonly health?: Health;
}

/** Puts a report together and counts what is in it. */
export function reportOf(facts: RunFacts): Report {
  const checks = facts.steps.flatMap((step) => step.checks);
  const findings = [...checks.flatMap((check) => check.findings), ...facts.findings];
  const steps = (status: StepReport['status']): number => facts.steps.filter((step) => step.status === status).length;
  const severe = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    schemaVersion: 1,
    tool: { name: 'stepproof', version: VERSION },
    ...facts,
    durationMs: rounded(facts.durationMs),
    steps: facts.steps.map((step) => ({
      ...step,
      durationMs: rounded(step.durationMs),
      checks: step.checks.map((check) => ({ ...check, durationMs: rounded(check.durationMs) })),
    })),
    summary: {
      steps: facts.steps.length,
      passed: steps('passed') + steps('irreversible'),
      failed: steps('failed'),
      checks: checks.filter((check) => check.status !== 'skipped').length,
      cases: checks.reduce((sum, check) => sum + check.cases, 0),
      errors: severe('error'),
      warnings: severe('warning'),
      notes: severe('note'),
    },
  };
}

/** Whether something in a finished report speaks against what it is of: exit code 1. */
export function isBroken({ summary, steps }: Report): boolean {
  return summary.errors > 0 || steps.some(({ status }) => status === 'failed' || status === 'not-run');
}

/** Microseconds are as exact as a clock here gets. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
