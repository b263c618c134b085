import type { Config } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { type Bench, prepareBench } from './bench.ts';
import { type Judgement, judgeMutant } from './judgeMutant.ts';
import { type Mutant, mutantOf } from './mutant.ts';
import { operators } from './operators/index.ts';

/** A mutant and what became of it. */
export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly judgement: Judgement;
}

/** What became of the mutants of one operator, or of all. */
export interface Score {
  /** Mutants that behave otherwise than the original, or of which that is not known. */
  readonly total: number;
  readonly killed: number;
  /** Nothing but the catalog, if anything, can tell them from the original. */
  readonly equivalent: number;
  /** SQLite does not take their schema. */
  readonly stillborn: number;
  readonly survivors: readonly Mutant[];
}

export interface MutationReport {
  readonly mutants: readonly JudgedMutant[];
  readonly all: Score;
  readonly byOperator: ReadonlyMap<string, Score>;
}

/** Which mutants to judge. */
export interface MutantChoice {
  /** Which mutants to judge; all where it is left out. */
  readonly selects?: (mutant: Mutant) => boolean;
  /** Judges every `of`-th of them from number `index` on, for workers that share the work. */
  readonly part?: { readonly index: number; readonly of: number };
  /** Told before the first mutant and after each. */
  readonly onJudged?: (done: number, of: number) => void;
}

export interface MutationOptions extends MutantChoice {
  /** Shapes the generated rows, by table. */
  readonly shape?: Config['rows'];
}

/** Every mutant of a schema, in the order of the operators. */
export function mutantsOf(schema: SchemaSnapshot): readonly Mutant[] {
  return operators.flatMap(({ id, changes }) => [...changes(schema)].map((change) => mutantOf(schema, id, change)));
}

/** Judges the mutants of a schema: which can the checks' probes tell from it? `open` opens an empty database. */
export async function mutateSchema(
  open: () => Promise<Engine>,
  schema: SchemaSnapshot,
  { shape = {}, ...choice }: MutationOptions = {},
): Promise<MutationReport> {
  const mutants = await judgeMutants(await prepareBench(open, schema, shape), choice);
  const groups = Map.groupBy(mutants, ({ mutant }) => mutant.operator);
  return {
    mutants,
    all: scoreOf(mutants),
    byOperator: new Map([...groups].map(([operator, judged]) => [operator, scoreOf(judged)])),
  };
}

/** Judges the mutants of the schema that a bench is made for, in the order of the operators. */
export async function judgeMutants(
  bench: Bench,
  { selects = () => true, part = { index: 0, of: 1 }, onJudged = () => {} }: MutantChoice = {},
): Promise<readonly JudgedMutant[]> {
  const chosen = mutantsOf(bench.schema)
    .filter(selects)
    .filter((_, at) => at % part.of === part.index);
  const mutants: JudgedMutant[] = [];
  onJudged(0, chosen.length);
  for (const mutant of chosen) {
    mutants.push({ mutant, judgement: await judgeMutant(bench, mutant) });
    onJudged(mutants.length, chosen.length);
  }
  return mutants;
}

function scoreOf(mutants: readonly JudgedMutant[]): Score {
  const count = (...verdicts: readonly Judgement['verdict'][]) =>
    mutants.filter(({ judgement }) => verdicts.includes(judgement.verdict)).length;
  return {
    total: count('killed', 'survived'),
    killed: count('killed'),
    equivalent: count('equivalent', 'catalog-only'),
    stillborn: count('stillborn'),
    survivors: mutants.flatMap(({ mutant, judgement }) => (judgement.verdict === 'survived' ? [mutant] : [])),
  };
}
