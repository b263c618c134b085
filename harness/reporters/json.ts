import type { RowCost } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { MutantCounts, Mutation, MutationHalf, NamedMutant } from '../model/mutation.ts';
import type { CheckReport, LooseFinding, Report, StepCost, StepReport } from '../model/report.ts';
import { orderedError, orderedLocation } from './errorJson.ts';
import { orderedFleet } from './fleetJson.ts';
import { orderedHealth, orderedOperation } from './operationJson.ts';
import { orderedRehearsal } from './rehearsalJson.ts';
import { wellFormedJson } from './wellFormedJson.ts';

/** The report for programs, as `report.schema.json` describes it: every key in a fixed place, two blanks of indentation. */
export function jsonReport(report: Report): string {
  const { schemaVersion, tool, command, layout, engines, seed, shard, durationMs, summary } = report;
  const ordered = {
    schemaVersion,
    tool: { name: tool.name, version: tool.version },
    command,
    layout,
    engines: engines.map(({ name, version, sqlite }) => ({ name, version, sqlite })),
    seed,
    ...(shard && { shard: { index: shard.index, count: shard.count } }),
    durationMs,
    steps: report.steps.map(orderedStep),
    findings: report.findings.map(orderedLooseFinding),
    errors: report.errors.map(orderedError),
    summary: {
      steps: summary.steps,
      passed: summary.passed,
      failed: summary.failed,
      checks: summary.checks,
      cases: summary.cases,
      errors: summary.errors,
      warnings: summary.warnings,
      notes: summary.notes,
    },
    ...(report.mutation && { mutation: orderedMutation(report.mutation) }),
    ...(report.rehearsal && { rehearsal: orderedRehearsal(report.rehearsal) }),
    ...(report.operation && { operation: orderedOperation(report.operation) }),
    ...(report.fleet && { fleet: orderedFleet(report.fleet) }),
    ...(report.health && { health: orderedHealth(report.health) }),
  };
  return wellFormedJson(ordered);
}

function orderedStep(step: StepReport): StepReport {
  const { id, database, engine, forward, rollback, status, schema, rows, rollbackVerdict, cost, durationMs } = step;
  return {
    id,
    ...(database !== undefined && { database }),
    engine,
    forward,
    rollback,
    status,
    schema: schema && {
      tables: schema.tables,
      indexes: schema.indexes,
      views: schema.views,
      triggers: schema.triggers,
      digest: schema.digest,
    },
    rows: { before: rows.before, after: rows.after, restored: rows.restored },
    rollbackVerdict,
    cost: cost && orderedCost(cost),
    durationMs,
    checks: step.checks.map(orderedCheck),
  };
}

function orderedCost({ forward, rollback, queries }: StepCost): StepCost {
  const named = Object.entries(queries).map(([name, cost]) => [name, orderedRows(cost)] as const);
  return {
    forward: orderedRows(forward),
    rollback: rollback && orderedRows(rollback),
    queries: Object.fromEntries(named),
  };
}

function orderedRows({ rowsRead, rowsWritten }: RowCost): RowCost {
  return { rowsRead, rowsWritten };
}

function orderedCheck({ id, status, reason, cases, durationMs, findings }: CheckReport): CheckReport {
  return { id, status, reason, cases, durationMs, findings: findings.map(orderedFinding) };
}

function orderedFinding({ severity, object, message, why, fix, location, data }: Finding): Finding {
  return { severity, object, message, why, fix, location: orderedLocation(location), data };
}

function orderedLooseFinding(finding: LooseFinding): LooseFinding {
  return { check: finding.check, ...orderedFinding(finding) };
}

function orderedMutation({ after, schema, steps }: Mutation): Mutation {
  return { after, schema: orderedHalf(schema), steps: orderedHalf(steps) };
}

function orderedHalf(half: MutationHalf): MutationHalf {
  const operators = Object.entries(half.byOperator);
  return {
    ...orderedCounts(half),
    survivors: half.survivors.map(orderedMutant),
    equivalents: half.equivalents.map(orderedMutant),
    byOperator: Object.fromEntries(operators.map(([operator, counts]) => [operator, orderedCounts(counts)])),
    killedBy: half.killedBy,
  };
}

function orderedCounts({ total, killed, applyErrors, equivalent, stillborn }: MutantCounts): MutantCounts {
  return { total, killed, applyErrors, equivalent, stillborn };
}

function orderedMutant({ operator, object, step, what, sql, why }: NamedMutant): NamedMutant {
  return { operator, object, step, what, sql, why };
}
