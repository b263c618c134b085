import { hazards } from '../hazards/index.ts';
import { DIRECTIVES_CHECK, unusedIgnore } from '../ladder/directives.ts';
import { suppressionOf } from '../ladder/suppression.ts';
import type { KnownFinding } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { CheckReport, LooseFinding, Report, StepReport } from '../model/report.ts';
import type { Migration, Script } from '../model/script.ts';
import type { WrittenSchema } from '../model/written.ts';
import { followStatements, NOTHING_WRITTEN } from '../sql/writtenSchema.ts';
import { againstBaseline } from './baseline.ts';
import type { CheckOptions } from './checkOptions.ts';
import { readFolder } from './readFolder.ts';
import { reportOf } from './report.ts';
import { selectChecks } from './selectChecks.ts';

/** A report, and the findings that the project lives with from now on; null where it has no baseline. */
export interface LintedFolder {
  readonly report: Report;
  readonly baseline: readonly KnownFinding[] | null;
}

/**
 * Looks for dangers in the scripts of a folder without running any of them; with `updates` what is found is taken into
 * the baseline. Throws `UserError`.
 */
export async function lintFolder(options: CheckOptions, now: () => number, updates: boolean): Promise<LintedFolder> {
  const started = now();
  const { root, config, loaded, ladder, range, seed } = await readFolder(options);
  const { migrations } = ladder;
  const forD1 = ladder.layout === 'wrangler' || (options.engines ?? loaded.engines).includes('d1');
  const chosen = selectChecks(hazards, options, config.severity).filter(({ onlyOnD1 }) => forD1 || onlyOnD1 !== true);
  const first = range.from === null ? 0 : migrations.findIndex(({ id }) => id === range.from);
  const last = range.to === null ? migrations.length - 1 : migrations.findIndex(({ id }) => id === range.to);
  const steps: StepReport[] = [];
  const idle: LooseFinding[] = [];
  let schema = NOTHING_WRITTEN;
  for (const [position, migration] of migrations.entries()) {
    const contexts = contextsOf(migration, schema, forD1);
    schema = contexts[0]?.statements.at(-1)?.after ?? schema;
    if (position < first || position > last) continue;
    const { step, unused } = lintStep(migration, contexts, chosen, config.severity, now);
    steps.push(step);
    idle.push(...unused);
  }
  const report = reportOf({
    command: 'lint',
    layout: ladder.layout,
    engines: [],
    seed,
    durationMs: now() - started,
    steps,
    findings: [...ladder.remarks, ...idle],
    errors: [],
  });
  return againstBaseline(
    report,
    root,
    migrations.map(({ id }) => id),
    updates,
  );
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
): { readonly step: StepReport; readonly unused: readonly LooseFinding[] } {
  const started = now();
  const { settle, unused } = suppressionOf(migration);
  const cases = contexts.reduce((sum, { statements }) => sum + statements.length, 0);
  const checks = chosen.map(({ id, look }) => {
    const judged = severity[id];
    const found = contexts.flatMap(look);
    const counted = found.map((finding) =>
      judged === undefined || judged === 'off' ? finding : { ...finding, severity: judged },
    );
    return reported(id, cases, settle(id, counted));
  });
  const step: StepReport = {
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
  // That is told by no hazard, and so it stands beside the steps.
  const idle = unused(new Set(chosen.map(({ id }) => id)));
  return { step, unused: idle.map((ignore) => ({ check: DIRECTIVES_CHECK, ...unusedIgnore(ignore) })) };
}

function reported(id: string, cases: number, findings: readonly Finding[]): CheckReport {
  const status = findings.some(({ severity }) => severity === 'error') ? 'failed' : 'passed';
  return { id, status, reason: null, cases, durationMs: 0, findings };
}
