import { contextOf } from '../../ladder/context.ts';
import { inForceAt } from '../../ladder/reportStep.ts';
import { runCheck } from '../../ladder/runCheck.ts';
import { suppressionOf } from '../../ladder/suppression.ts';
import type { Check } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Step } from '../../model/step.ts';
import type { Ground, LadderBench } from './ladderBench.ts';

/** What a check says of a mutant and not of the original. */
export interface NewFinding {
  readonly check: string;
  readonly finding: Finding;
}

/** They see every edit of a script, and prove nothing about it. */
const BOOKKEEPING: readonly string[] = ['locked-steps-unchanged', 'directives-take-effect'];

/** Checks that try many things on a state, whatever the scripts say: on the same state they find the same. */
const OF_STATES: readonly string[] = [
  'cascades-act',
  'constraints-hold',
  'foreign-keys-hold',
  'foreign-keys-indexed',
  'indexes-earn-their-keep',
  'json-columns-validate',
  'plans-do-not-regress',
  'primary-keys-refuse-null',
  'queries-use-indexes',
  'updated-at-moves',
  'views-and-triggers-run',
  'warm-statements-agree',
];

/** The checks that look at what the scripts do, and those that look at the databases that they leave. */
export type CheckKind = 'of scripts' | 'of states';

/** Runs the checks of a kind on a mutant, up to the first error or warning that the original does not have. */
export async function newFinding(
  bench: LadderBench,
  ground: Ground,
  step: Step,
  kind: CheckKind,
): Promise<NewFinding | null> {
  for (const check of bench.checks) {
    const isAsked = OF_STATES.includes(check.id) === (kind === 'of states') && !BOOKKEEPING.includes(check.id);
    if (!isAsked || bench.config.severity[check.id] === 'off') continue;
    const findings = await findingsOf(bench, step, check);
    if (findings.length === 0) continue;
    const known = await reportedBy(bench, ground, check);
    const finding = findings.find((one) => !known.has(shapeOf(one)));
    if (finding !== undefined) return { check: check.id, finding };
  }
  return null;
}

async function findingsOf(bench: LadderBench, step: Step, check: Check): Promise<readonly Finding[]> {
  const { config, filling, memory, migrations } = bench;
  const reversible = migrations.some(({ rollback }) => rollback !== null);
  const promises = { config, seed: filling.seed, reversible, history: null };
  const inForce = inForceAt(step.migration.id, bench);
  const context = contextOf(step, promises, inForce, memory, async () => null);
  const { settle } = suppressionOf(step.migration);
  const { findings } = await runCheck(check, context, severityOf(bench, check), settle, () => 0);
  await context.close();
  return findings.filter(({ severity }) => severity !== 'note');
}

function severityOf({ config }: LadderBench, { id }: Check): Finding['severity'] | undefined {
  const severity = config.severity[id];
  return severity === 'off' ? undefined : severity;
}

/** The original's own findings are asked for only when a mutant has some. */
function reportedBy(bench: LadderBench, { original, reported }: Ground, check: Check): Promise<ReadonlySet<string>> {
  const known =
    reported.get(check.id) ?? findingsOf(bench, original, check).then((findings) => new Set(findings.map(shapeOf)));
  reported.set(check.id, known);
  return known;
}

/** The same finding about more or fewer rows is no new one. */
function shapeOf({ severity, object, message }: Finding): string {
  return `${severity} ${object} ${message.replace(/\d+/g, '#')}`;
}
