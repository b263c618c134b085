import { checks } from '../../../harness/checks/index.ts';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import { type LadderBench, prepareLadderBench } from '../../../harness/mutation/steps/ladderBench.ts';
import { stepDamages } from '../../../harness/mutation/steps/stepDamages.ts';
import { type StepMutant, stepMutantOf } from '../../../harness/mutation/steps/stepMutant.ts';
import { configOf, ladderOf, type Pair } from '../../checks/climbing.ts';

/** Options for a small ladder of which the last step is mutated. */
export function benchOptions(pairs: readonly Pair[], config = configOf({})) {
  const migrations = ladderOf(pairs);
  const last = migrations.at(-1)?.id;
  return {
    migrations,
    open: () => openBetterSqlite3(),
    checks,
    config,
    rows: 8,
    seed: 1,
    selects: (id: string) => id === last,
  };
}

/** Does something on the bench of a small ladder whose last step is mutated. */
export async function onBench<Answer>(
  pairs: readonly Pair[],
  work: (bench: LadderBench) => Promise<Answer>,
  config = configOf({}),
): Promise<Answer> {
  const bench = await prepareLadderBench(benchOptions(pairs, config));
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

/** The mutants that one operator makes of the last step. */
export function mutantsBy(operator: string, pairs: readonly Pair[]): Promise<readonly StepMutant[]> {
  return onBench(pairs, async (bench) => {
    const damages = await stepDamages(bench);
    return damages.filter((damage) => damage.operator === operator).map(stepMutantOf);
  });
}

/** The changed scripts alone, each on one line. */
export async function textsBy(operator: string, pairs: readonly Pair[]): Promise<readonly string[]> {
  const mutants = await mutantsBy(operator, pairs);
  return mutants.map(({ script, migration: { forward, rollback } }) => {
    const text = script === 'forward' ? forward.text : (rollback?.text ?? '');
    return `${script}: ${text.replace(/\s+/g, ' ').trim()}`;
  });
}
