import { fillTables } from '../generate/fillTables.ts';
import { explain } from '../inspect/queryPlan.ts';
import type { CheckContext } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { LockView } from '../model/lock.ts';
import type { QueryPlan } from '../model/plan.ts';
import type { CataloguedQuery } from '../model/query.ts';
import type { State, Step } from '../model/step.ts';
import { once } from './once.ts';
import type { Filling } from './populate.ts';

/** A check context that remembers its forks, so that they can be closed together. */
export interface OwnedContext extends CheckContext {
  close(): Promise<void>;
}

/** Ordinals of the rows that `lived` writes: beyond any that the climb itself uses. */
const LIVED_FIRST = 1_000_000;
const LIVED_ROWS = 2;

/** Plans are asked for by several checks, and of the same state by two steps. */
export type PlanMemory = WeakMap<State, Promise<ReadonlyMap<string, QueryPlan>>>;

/** Makes what the checks of one step may use. */
export function contextOf(
  step: Step,
  filling: Filling,
  inForce: (query: CataloguedQuery) => boolean,
  memory: PlanMemory,
  lock: () => Promise<LockView | null>,
): OwnedContext {
  const { config } = filling;
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
  return {
    step,
    config,
    fork,
    plans,
    lock: once(lock),
    async queries() {
      if (step.forward.state === null) return [];
      const compiled = await plans(step.forward.state);
      return config.queries.filter((query) => inForce(query) && compiled.has(query.name));
    },
    async lived(state) {
      const engine = await fork(state);
      const schema = await state.schema();
      const { seed } = filling;
      const options = { seed, rows: LIVED_ROWS, first: LIVED_FIRST, shape: config.rows, gaps: false };
      await fillTables(engine, schema, options);
      return engine;
    },
    async close() {
      for (const engine of forks.splice(0)) await engine.close();
    },
  };
}

async function explainAll(state: State, queries: readonly CataloguedQuery[]): Promise<ReadonlyMap<string, QueryPlan>> {
  const plans = new Map<string, QueryPlan>();
  for (const query of queries) {
    try {
      plans.set(query.name, await explain(state.engine, query));
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
    }
  }
  return plans;
}
