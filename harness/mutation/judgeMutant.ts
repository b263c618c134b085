import { tryCascades } from '../checks/parts/cascadeTrials.ts';
import type { Probe } from '../generate/probes/probe.ts';
import { runProbes } from '../generate/probes/runProbes.ts';
import { foldName } from '../inspect/foldName.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Bench } from './bench.ts';
import { deviates } from './cascades.ts';
import { sameForARule } from './equivalence.ts';
import { isOtherwise, type Kill } from './kill.ts';
import { type Loaded, loadMutant } from './loadMutant.ts';
import type { Mutant } from './mutant.ts';
import type { AnsweredTrial, Questions } from './questions.ts';
import { reverseDifference } from './reverseDifference.ts';
import { statementText } from './trial.ts';

/**
 * What became of a mutant. `equivalent`: nothing can tell it from the original; `catalog-only`: nothing but its stored
 * text or catalog can; `stillborn`: SQLite does not take the schema.
 */
export type Judgement =
  | { readonly verdict: 'killed'; readonly kill: Kill }
  | { readonly verdict: 'equivalent' | 'catalog-only' | 'stillborn'; readonly why: string }
  | { readonly verdict: 'survived' };

/** Puts a mutant to everything that could tell it from the original, likeliest first, and stops at the first difference. */
export async function judgeMutant(bench: Bench, mutant: Mutant): Promise<Judgement> {
  const loaded = await loadMutant(bench.open, mutant.sql, bench.rows);
  if (loaded.engine === null) return refusedLoad(loaded);
  const { engine } = loaded;
  try {
    const own = bench.about(touchedNames(mutant));
    const kill = (await firstDifference(own, mutant, engine)) ?? (await cascadeDifference(bench, mutant));
    if (kill !== null) return { verdict: 'killed', kill };
    const schema = await readSchema(engine);
    const rule = await sameForARule(bench, mutant, schema);
    if (rule !== null) return rule;
    // Few come this far, and what is about other objects is much: it is asked last.
    const [trials, probes] = [othersThan(bench.trials, own.trials), othersThan(bench.probes, own.probes)];
    const rest = (await reverseDifference(bench, mutant, engine, schema)) ?? (await firstAmong(engine, trials, probes));
    return rest === null ? { verdict: 'survived' } : { verdict: 'killed', kill: rest };
  } finally {
    await engine.close();
  }
}

/** That a stored row of the original is refused is a difference; a definition that is refused for itself is none. */
function refusedLoad({ failure, statement }: Extract<Loaded, { engine: null }>): Judgement {
  const isRow = statement === null || statement.values !== undefined;
  const answer = `${failure.code}: ${failure.message}`;
  if (!isRow && !failure.code.startsWith('SQLITE_CONSTRAINT')) return { verdict: 'stillborn', why: failure.message };
  const text = statement === null ? 'COMMIT of the stored rows' : statementText(statement);
  return { verdict: 'killed', kill: { by: 'row', statement: text, original: 'accepted', mutant: answer } };
}

function othersThan<One>(all: readonly One[], some: readonly One[]): readonly One[] {
  const known = new Set(some);
  return all.filter((one) => !known.has(one));
}

/** An index shows in plans and a trigger in what it writes; what else they do is looked for afterwards. */
async function firstDifference(
  { trials, probes }: Questions,
  { changed }: Mutant,
  engine: Engine,
): Promise<Kill | null> {
  const [type] = new Set(changed.map((object) => object.type));
  const telling = type === 'index' ? 'plan' : type === 'trigger' ? 'trigger' : null;
  const [likely, rest] = [true, false].map((is) => trials.filter(({ trial }) => (trial.kind === telling) === is));
  return (await firstAmong(engine, likely ?? [], [])) ?? (await firstAmong(engine, rest ?? [], probes));
}

function touchedNames({ changed }: Mutant): ReadonlySet<string> {
  return new Set(changed.flatMap(({ name, table }) => [foldName(name), foldName(table)]));
}

async function firstAmong(
  engine: Engine,
  trials: readonly AnsweredTrial[],
  probes: readonly Probe[],
): Promise<Kill | null> {
  for (const probe of probes) {
    const [deviation] = await runProbes(engine, [probe]);
    if (deviation === undefined || !isOtherwise(deviation)) continue;
    return {
      by: 'constraint',
      statement: [...probe.setUp, probe.insert].map(statementText).join('; '),
      original: JSON.stringify(probe.expected),
      mutant: JSON.stringify(deviation.outcome),
    };
  }
  for (const { trial, answer } of trials) {
    const mutant = await trial.observe(engine);
    if (mutant !== answer) return { by: trial.kind, statement: trial.text, original: answer, mutant };
  }
  return null;
}

/** Carries out the deletes and updates of parents where a changed table refers to another or is referred to. */
async function cascadeDifference({ schema, open, families, cascades }: Bench, mutant: Mutant): Promise<Kill | null> {
  const names = touchedNames(mutant);
  const concerned = cascades.filter(
    ({ parent, link }) => names.has(foldName(parent.table.name)) || names.has(foldName(link?.child.name ?? '')),
  );
  if (concerned.length === 0 || !mutant.changed.some(({ type }) => type === 'table')) return null;
  const tables = mutant.sql.filter((text) => !/^\s*create\s+(?:view|trigger)\b/i.test(text));
  const loaded = await loadMutant(open, tables, families);
  if (loaded.engine === null) {
    const answer = refusedLoad(loaded);
    return answer.verdict === 'killed' ? answer.kill : null;
  }
  try {
    const trial = (await tryCascades(loaded.engine, schema, concerned)).find(deviates);
    if (trial === undefined) return null;
    const { event, parent } = trial.probe;
    const statement = `${event} ${parent.table.name} where ${parent.columns.join(', ')} = ${parent.values.join(', ')}`;
    const mutated = trial.failure?.message ?? `rows of ${[...trial.differences.keys()].join(', ')} differ`;
    return { by: 'cascade', statement, original: trial.expected.refusal?.code ?? 'as declared', mutant: mutated };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { by: 'cascade', statement: 'the rows below a parent', original: 'are read', mutant: error.message };
  } finally {
    await loaded.engine.close();
  }
}
