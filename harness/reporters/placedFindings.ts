import type { Finding } from '../model/finding.ts';
import type { Report, StepReport } from '../model/report.ts';

/** A finding with where it comes from; step is null for one that belongs to none. */
export interface PlacedFinding {
  readonly step: StepReport | null;
  readonly check: string;
  readonly finding: Finding;
}

/** Every finding of a report in the order of its steps and their checks, then those that belong to no step. */
export function placedFindings(report: Report): readonly PlacedFinding[] {
  return [
    ...report.steps.flatMap(findingsOf),
    ...report.findings.map((finding) => ({ step: null, check: finding.check, finding })),
  ];
}

/** The findings of one step. */
export function findingsOf(step: StepReport): readonly PlacedFinding[] {
  return step.checks.flatMap(({ id, findings }) => findings.map((finding) => ({ step, check: id, finding })));
}
