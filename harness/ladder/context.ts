import { explain } from '../inspect/queryPlan.ts';
import type { CheckContext } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { LockView } from '../model/lock.ts';
import type { QueryPlan } from '../model/plan.ts';
import type { CataloguedQuery } from '../model/query.ts';
import type { State, Step } from '../model/step.ts';
import type { ClimbOptions } from './climb.ts';
import { once } from './once.ts';
import { isReversible } from './verdict.ts';

/** A check context that remembers its forks, so that they can be closed together. */
export interface OwnedContext extends CheckContext {
  close(): Promise<void>;
}

/** Plans are asked for by several checks, and of the same state by two steps. */
export type PlanMemory = WeakMap<State, Promise<ReadonlyMap<string, QueryPlan>>>;

/** First and last step at which something that the configuration says holds. */
export type Lifetime = Pick<CataloguedQuery, 'since' | 'until'>;

/** Makes what the checks of one step may use. */
export function contextOf(
  step: Step,
  {
    config,
    seed,
    reversible,
    history,
    peers,
  }: Pick<ClimbOptions, 'config' | 'seed' | 'reversible' | 'history' | 'peers'>,
  inForce: (promise: Lifetime) => boolean,
  memory: PlanMemory,
  lock: () => Promise<LockView | null>,
): OwnedContext {
  const forks: Engine[] = [];
  const fork = async (state: State): Promise<Engine> => {
    const engine = await state.engine.fork();
    forks.push(engine);
    return engine;
  };
  const plans = (state: State): Promise<ReadonlyMap<string, QueryPlan>> => {
    const known = memory.get(state) ?? explainAll(state, config.queries);
    memory.set(state, known);
    return known;
  };
  const promised = config.queries.filter(inForce);
  return {
    step,
    config,
    reversible: isReversible(step.migration, reversible),
    history: history?.steps.get(step.migration.id) ?? null,
    seed,
    inForce: promised,
    documents: config.json.filter(inForce),
    fork,
    plans,
    lock: once(lock),
    peers: peers ?? null,
    async queries() {
      if (step.forward.state === null) return [];
      const compiled = await plans(step.forward.state);
      return promised.filter(({ name }) => compiled.has(name));
    },
    async close() {
      for (const engine of forks.splice(0)) await engine.close();
    },
  };
}

async function explainAll(state: State, queries: readonly CataloguedQuery[]): Promise<ReadonlyMap<string, QueryPlan>> {
  const plans = await Promise.all(queries.map((query) => planOf(state, query)));
  return new Map(plans.flatMap((plan, at) => (plan === null ? [] : [[queries[at]?.name ?? '', plan] as const])));
}

/** null where the query cannot be compiled. */
async function planOf({ engine }: State, query: CataloguedQuery): Promise<QueryPlan | null> {
  try {
    return await explain(engine, query);
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  }
}
