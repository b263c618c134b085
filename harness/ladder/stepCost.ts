import type { Attempt, RowCost } from '../model/engine.ts';
import type { CataloguedQuery } from '../model/query.ts';
import type { StepCost } from '../model/report.ts';
import type { Step } from '../model/step.ts';

/**
 * What a step costs in rows, and what the catalogued queries cost after it; null where the engine does not count, or the
 * step did not apply. The rows are the generated ones: it is the proportion that a change shows in.
 */
export async function costOf(step: Step, queries: readonly CataloguedQuery[]): Promise<StepCost | null> {
  const { before, forward, settled, forwardFacts, rollbackFacts } = step;
  if (!before.engine.capabilities.countsRows || forward.state === null) return null;
  const [up] = await before.engine.attempt([forwardFacts.runnable]);
  const cost = successful(up);
  if (cost === null) return null;
  const [down] = rollbackFacts === null ? [] : await forward.state.engine.attempt([rollbackFacts.runnable]);
  const asked = settled === null ? [] : queries;
  const answers = settled === null ? [] : await settled.engine.attempt(asked.map((query) => [query]));
  const costs = asked.flatMap(({ name }, at) => {
    const cost = successful(answers[at]);
    return cost === null ? [] : [[name, cost] as const];
  });
  return { forward: cost, rollback: successful(down), queries: Object.fromEntries(costs.sort(byName)) };
}

function successful(attempt: Attempt | undefined): RowCost | null {
  return attempt?.failure === null ? (attempt.cost ?? null) : null;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
