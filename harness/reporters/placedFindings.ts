import type { Finding } from '../model/finding.ts';
import type { Report, StepReport } from '../model/report.ts';

/** A finding with where it comes from; step is null for one that belongs to none. */
export interface PlacedFinding {
  readonly step: StepReport | null;
  readonly check: string;
  readonly finding: Finding;
  /** The engines on which it was found; none where the run had only one. */
  readonly engines: readonly string[];
}

/**
 * Every finding of a report in the order of its steps and their checks, then those that belong to no step. One that
 * several engines have in the same words is there once.
 */
export function placedFindings(report: Report): readonly PlacedFinding[] {
  const found = report.steps.flatMap(findingsOf);
  const loose = report.findings.map((finding) => ({ step: null, check: finding.check, finding, engines: [] }));
  return [...(report.engines.length > 1 ? mergeEngines(found) : found), ...loose];
}

/** The findings of one step. */
export function findingsOf(step: StepReport): readonly PlacedFinding[] {
  return step.checks.flatMap(({ id, findings }) =>
    findings.map((finding) => ({ step, check: id, finding, engines: [] })),
  );
}

function mergeEngines(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const groups = Map.groupBy(findings, ({ step, check, finding: { severity, object, message, location } }) =>
    JSON.stringify([step?.id, check, severity, object, message, location]),
  );
  return [...groups.values()].flatMap((group) => {
    const engines = [...new Set(group.flatMap(({ step }) => step?.engine ?? []))];
    return group.slice(0, 1).map((placed) => ({ ...placed, engines }));
  });
}
