import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** A finding that was made in one database or many. */
export interface FleetFinding {
  readonly check: string;
  /** null for what belongs to no step. */
  readonly step: string | null;
  /** As the first database has it. */
  readonly finding: Finding;
  readonly databases: readonly string[];
}

/** Errors and warnings of many databases, each with all that have it; errors come first. Rows and counts differ from one to the next. */
export function fleetFindings({ steps, findings }: Report): readonly FleetFinding[] {
  const made = [
    ...findings.map(({ check, ...finding }) => ({
      check,
      step: null,
      finding,
      database: String(finding.data['database']),
    })),
    ...steps.flatMap((step) =>
      step.checks.flatMap((check) =>
        check.findings.map((finding) => ({ check: check.id, step: step.id, finding, database: step.database ?? '' })),
      ),
    ),
  ].filter(({ finding }) => finding.severity !== 'note');
  const groups = Map.groupBy(made, ({ check, step, finding }) =>
    JSON.stringify([finding.severity, check, step, finding.object]),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { check, step, finding } = first;
      return [{ check, step, finding, databases: [...new Set(group.map(({ database }) => database))] }];
    })
    .toSorted((a, b) => Number(b.finding.severity === 'error') - Number(a.finding.severity === 'error'));
}
