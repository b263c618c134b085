import { hazards } from '../hazards/index.ts';
import { suppressionOf } from '../ladder/suppression.ts';
import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { CheckReport, Report, StepReport } from '../model/report.ts';
import type { Migration, Script } from '../model/script.ts';
import type { WrittenSchema } from '../model/written.ts';
import { followStatements, NOTHING_WRITTEN } from '../sql/writtenSchema.ts';
import type { CheckOptions } from './checkOptions.ts';
import { readFolder } from './readFolder.ts';
import { reportOf } from './report.ts';
import { selectChecks } from './selectChecks.ts';

/** Looks for dangers in the scripts of a folder without running any of them. Throws `UserError`. */
export async function lintFolder(options: CheckOptions, now: () => number): Promise<Report> {
  const started = now();
  const { config, ladder, range, seed } = await readFolder(options);
  const { migrations } = ladder;
  const chosen = selectChecks(hazards, options, config.severity);
  const first = range.from === null ? 0 : migrations.findIndex(({ id }) => id === range.from);
  const last = range.to === null ? migrations.length - 1 : migrations.findIndex(({ id }) => id === range.to);
  const steps: StepReport[] = [];
  let schema = NOTHING_WRITTEN;
  for (const [position, migration] of migrations.entries()) {
    const contexts = contextsOf(migration, schema, false);
    schema = contexts[0]?.statements.at(-1)?.after ?? schema;
    if (position < first || position > last) continue;
    steps.push(lintStep(migration, contexts, chosen, config.severity, now));
  }
  return reportOf({
    command: 'lint',
    layout: ladder.layout,
    engines: [],
    seed,
    durationMs: now() - started,
    steps,
    findings: ladder.remarks,
    errors: [],
  });
}

function contextsOf(migration: Migration, schema: WrittenSchema, forD1: boolean): readonly HazardContext[] {
  const read = (script: Script, direction: HazardContext['direction'], start: WrittenSchema): HazardContext => {
    const statements = followStatements(script.statements, start);
    return { migration, script, direction, statements, ground: schema, forD1 };
  };
  const forward = read(migration.forward, 'forward', schema);
  const { rollback } = migration;
  if (rollback === null) return [forward];
  return [forward, read(rollback, 'rollback', forward.statements.at(-1)?.after ?? schema)];
}

function lintStep(
  migration: Migration,
  contexts: readonly HazardContext[],
  chosen: readonly Hazard[],
  severity: Readonly<Record<string, Finding['severity'] | 'off'>>,
  now: () => number,
): StepReport {
  const started = now();
  const { settle } = suppressionOf(migration);
  const checks = chosen
    .filter(({ onlyOnD1 }) => onlyOnD1 !== true || contexts.some(({ forD1 }) => forD1))
    .flatMap((hazard): readonly CheckReport[] => {
      const judged = severity[hazard.id];
      if (judged === 'off') return [];
      const found = contexts.flatMap((context) => hazard.look(context));
      const findings = settle(
        hazard.id,
        found.map((finding) => (judged === undefined ? finding : { ...finding, severity: judged })),
      );
      const status = findings.some((finding) => finding.severity === 'error') ? 'failed' : 'passed';
      const cases = contexts.reduce((sum, { statements }) => sum + statements.length, 0);
      return [{ id: hazard.id, status, reason: null, cases, durationMs: 0, findings }];
    });
  return {
    id: migration.id,
    engine: 'none',
    forward: migration.forward.path,
    rollback: migration.rollback?.path ?? null,
    status: checks.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
    schema: null,
    rows: { before: 0, after: null, restored: null },
    rollbackVerdict: 'not-run',
    cost: null,
    durationMs: now() - started,
    checks,
  };
}
