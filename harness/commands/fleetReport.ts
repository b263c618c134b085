import type { FleetDatabase } from '../model/fleet.ts';
import type { LooseFinding, Report, ReportedError, Shard } from '../model/report.ts';
import { isBroken, reportOf } from './report.ts';

/** What came of one database: its own report, or why there is none. */
export type FleetResult =
  | { readonly database: string; readonly report: Report }
  | { readonly database: string; readonly error: ReportedError }
  | { readonly database: string; readonly notRun: true };

/** What a run on many databases has in common. */
export interface FleetFacts extends Pick<Report, 'command' | 'layout' | 'engines' | 'seed' | 'durationMs'> {
  readonly shard: Shard | null;
}

/** One report of many databases: steps and findings bear the name of theirs. */
export function fleetReport({ shard, ...facts }: FleetFacts, results: readonly FleetResult[]): Report {
  const reports = results.flatMap((result) => ('report' in result ? [result] : []));
  return {
    ...reportOf({
      ...facts,
      ...(shard && { shard }),
      steps: reports.flatMap(({ database, report }) => report.steps.map((step) => ({ ...step, database }))),
      findings: reports.flatMap(({ database, report }) => report.findings.map((finding) => named(finding, database))),
      errors: [],
    }),
    fleet: { databases: results.map(databaseOf) },
  };
}

function named(finding: LooseFinding, database: string): LooseFinding {
  return { ...finding, message: `${database}: ${finding.message}`, data: { ...finding.data, database } };
}

function databaseOf(result: FleetResult): FleetDatabase {
  const { database } = result;
  const none = { database, durationMs: 0, errors: [] };
  if ('notRun' in result) return { ...none, outcome: 'not-run' };
  if ('error' in result) return { ...none, outcome: 'error', errors: [result.error] };
  const { report } = result;
  return {
    database,
    outcome: report.errors.length > 0 ? 'error' : isBroken(report) ? 'failed' : 'passed',
    durationMs: report.durationMs,
    errors: report.errors,
    ...(report.rehearsal && { rehearsal: report.rehearsal }),
    ...(report.operation && { operation: report.operation }),
  };
}
