import { proveStep } from '../../ladder/proveStep.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import type { Step } from '../../model/step.ts';
import { type Judgement, judgeMutant } from '../judgeMutant.ts';
import { type Mutant, statementsOf } from '../mutant.ts';
import type { TrialKind } from '../trial.ts';
import type { Ground, LadderBench } from './ladderBench.ts';
import { type Divergence, describe, divergences } from './moments.ts';
import { type NewFinding, newFinding } from './newFinding.ts';
import type { StepMutant } from './stepMutant.ts';

/**
 * What became of a mutant. `apply-error`: its forward script does not run even without rows, so every tool would notice.
 * `equivalent`: no statement can tell it from the original.
 */
export type StepJudgement =
  | {
      readonly verdict: 'killed';
      /** Id of the check that reports it. */
      readonly by: string;
      readonly how: 'check' | 'apply-error';
      readonly message: string;
    }
  | { readonly verdict: 'equivalent'; readonly why: string }
  | { readonly verdict: 'survived'; readonly why: string };

/** Proves a mutant as the step itself is proven, and asks what tells it from the original. */
export async function judgeStepMutant(bench: LadderBench, mutant: StepMutant): Promise<StepJudgement> {
  const judged = await onBench(bench, mutant, async (ground, step) => {
    const found = await newFinding(bench, ground, step, 'of scripts');
    if (found !== null) return killedBy(found, step);
    const parted = await divergences(ground.original, step);
    if (parted.length === 0) return null;
    const other = await newFinding(bench, ground, step, 'of states');
    return other === null ? compare(ground, step, mutant, parted) : killedBy(other, step);
  });
  return judged ?? (await lookTwice(bench, mutant));
}

/** Proves a mutant from where its step starts. */
async function onBench<Answer>(
  bench: LadderBench,
  { step: id, migration }: StepMutant,
  judge: (ground: Ground, step: Step) => Promise<Answer>,
): Promise<Answer> {
  const ground = bench.grounds.get(id);
  if (ground === undefined) throw new Error(`step ${id} is not on the bench`);
  const { step, next, release } = await proveStep(migration, ground.position, ground.foothold, bench.filling, true);
  try {
    return await judge(ground, step);
  } finally {
    await release();
    await next?.filled.engine.close();
  }
}

function killedBy({ check, finding }: NewFinding, { forward }: Step): StepJudgement {
  const how = forward.state === null ? 'apply-error' : 'check';
  return { verdict: 'killed', by: check, how, message: finding.message };
}

/** A mutant that left everything as the original leaves it does so for all rows, or the rows were too few to tell. */
async function lookTwice(bench: LadderBench, mutant: StepMutant): Promise<StepJudgement> {
  const wider = await bench.wider();
  const [parted] = await onBench(wider, mutant, ({ original }, step) => divergences(original, step));
  if (parted === undefined) {
    const rows = `${bench.filling.rows} rows in each table and with ${wider.filling.rows} others`;
    const why = `schema and rows are the same after the migration and after the rollback, with ${rows}`;
    return { verdict: 'equivalent', why };
  }
  return { verdict: 'survived', why: `more rows than the checks had would tell: ${describe(parted)}` };
}

async function compare(
  ground: Ground,
  step: Step,
  mutant: StepMutant,
  parted: readonly Divergence[],
): Promise<StepJudgement> {
  const judged = await bySchema(ground, step, mutant);
  if (judged?.verdict === 'killed') {
    const { by, statement, original: answer, mutant: other } = judged.kill;
    return { verdict: 'killed', by: CHECKS[by], how: 'check', message: `${statement}: ${other}, not ${answer}` };
  }
  const rest = parted.find((divergence) => !isSchemaAfter(divergence));
  if (judged !== null && judged.verdict !== 'survived' && rest === undefined) {
    return { verdict: 'equivalent', why: judged.why };
  }
  return { verdict: 'survived', why: (rest === undefined ? parted : [rest]).map(describe).join('; ') };
}

function isSchemaAfter({ moment, rows, failure }: Divergence): boolean {
  return moment === 'after the migration' && rows.length === 0 && failure === null;
}

/** The check whose promise a trial is made of. */
const CHECKS: Readonly<Record<TrialKind, string>> = {
  row: 'constraints-hold',
  constraint: 'constraints-hold',
  value: 'constraints-hold',
  default: 'constraints-hold',
  comparison: 'constraints-hold',
  plan: 'indexes-earn-their-keep',
  view: 'views-and-triggers-run',
  trigger: 'views-and-triggers-run',
  cascade: 'cascades-act',
};

/** Puts the schema that a mutant leaves to what the original's own schema promises; null where they are one. */
async function bySchema(
  { schemaBench, original }: Ground,
  step: Step,
  { operator, object, what }: StepMutant,
): Promise<Judgement | null> {
  const bench = await schemaBench();
  if (bench === null || original.forward.state === null || step.forward.state === null) return null;
  const [before, after] = [await original.forward.state.schema(), await step.forward.state.schema()];
  const changed = [...notIn(before, after), ...notIn(after, before)];
  if (changed.length === 0) return null;
  const mutant: Mutant = {
    operator: operator === 'added-column-type' ? 'column-affinity' : operator.replace(/^schema-/, ''),
    object,
    what,
    sql: statementsOf(after),
    changed,
    texts: notIn(after, before).map(({ sql }) => sql),
  };
  return judgeMutant(bench, mutant);
}

/** Objects of one schema that another does not have in the same words. */
function notIn(schema: SchemaSnapshot, other: SchemaSnapshot): readonly SchemaObject[] {
  const known = new Set(objectsOf(other).map(({ tokens }) => tokens));
  return objectsOf(schema).filter(({ tokens }) => !known.has(tokens));
}

function objectsOf({ tables, indexes, views, triggers }: SchemaSnapshot): readonly SchemaObject[] {
  return [...tables, ...indexes, ...views, ...triggers];
}
