import { judgeStepMutant, type StepJudgement } from './judgeStepMutant.ts';
import { type LadderOptions, prepareLadderBench } from './ladderBench.ts';
import { stepDamages } from './stepDamages.ts';
import { type StepMutant, stepMutantOf } from './stepMutant.ts';

/** A mutant and what became of it. */
export interface JudgedStepMutant {
  readonly mutant: StepMutant;
  readonly judgement: StepJudgement;
}

/** As `climb` takes them, and what to mutate. */
export interface MutateStepsOptions extends Omit<LadderOptions, 'selects'> {
  /** Which steps to mutate, by id; all where it is left out. */
  readonly selects?: ((stepId: string) => boolean) | undefined;
  /** Judges every `of`-th mutant from number `index` on, for workers that share the work. */
  readonly part?: { readonly index: number; readonly of: number } | undefined;
  /** Told after each mutant. */
  readonly onJudged?: ((done: number, of: number) => void) | undefined;
}

/** Judges the mutants of a ladder's steps by the checks themselves, in the order of the ladder. */
export async function mutateSteps(options: MutateStepsOptions): Promise<readonly JudgedStepMutant[]> {
  const { selects = () => true, part = { index: 0, of: 1 }, onJudged = () => {} } = options;
  const bench = await prepareLadderBench({ ...options, selects });
  try {
    const chosen = (await stepDamages(bench)).filter((_, at) => at % part.of === part.index);
    const judged: JudgedStepMutant[] = [];
    for (const damage of chosen) {
      const mutant = stepMutantOf(damage);
      judged.push({ mutant, judgement: await judgeStepMutant(bench, mutant) });
      onJudged(judged.length, chosen.length);
    }
    return judged;
  } finally {
    await bench.close();
  }
}
