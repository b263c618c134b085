import { planLines } from '../../inspect/queryPlan.ts';
import { tableMarks } from '../../inspect/tableMark.ts';
import type { CheckContext } from '../../model/check.ts';
import type { Arrival, Observation, Sight } from '../../model/observation.ts';
import type { QueryPlan } from '../../model/plan.ts';
import type { State } from '../../model/step.ts';
import { constraintTrial } from './constraintTrial.ts';
import { plansWithoutStatistics } from './plansWithoutStatistics.ts';

/** What the engine at hand came to at a step, to hold it against others; `called`: its name in findings. */
export async function observe(context: CheckContext, called: string): Promise<Observation> {
  const { step } = context;
  const restored = await step.restored();
  const trial = step.settled === null ? null : await constraintTrial(context, step.settled);
  return {
    called,
    before: await sightOf(context, step.before),
    after: await arrivalOf(context, step.forward.state, step.rowsRefused?.failure ?? step.forward.failure),
    restored: await arrivalOf(context, restored?.state ?? null, restored?.failure ?? null),
    unwritable: new Map(step.unfilled.map(({ table, message }) => [table, message])),
    plansWithoutStatistics: step.forward.state && (await plansWithoutStatistics(context, step.forward.state)),
    tried: trial?.rows ?? [],
    settled: step.settled === null ? new Map() : tableMarks(await step.settled.data()),
  };
}

async function arrivalOf(context: CheckContext, state: State | null, failure: Arrival['failure']): Promise<Arrival> {
  return { sight: state && (await sightOf(context, state)), failure };
}

async function sightOf({ plans }: CheckContext, state: State): Promise<Sight> {
  return {
    schema: await state.schema(),
    rows: tableMarks(await state.data()),
    plans: linesOf(await plans(state)),
  };
}

/** Plans as text, by the name of their query. */
export function linesOf(plans: ReadonlyMap<string, QueryPlan>): ReadonlyMap<string, readonly string[]> {
  return new Map([...plans].map(([name, plan]) => [name, planLines(plan)]));
}
