import { planLines } from '../inspect/queryPlan.ts';
import type { Check, CheckContext } from '../model/check.ts';
import { SqlError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { State } from '../model/step.ts';
import { growthOf } from './parts/growth.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';
import {
  brokenPromises,
  type JudgedProbe,
  lostQueryFinding,
  type PlanProbe,
  probesOf,
  promiseFinding,
  promisesSomething,
} from './parts/queryPromises.ts';
import { assumeLargeTables } from './parts/syntheticStatistics.ts';

/** Each catalogued query has the plan that it promises, for each of its values. */
export const queriesUseIndexes: Check = {
  id: 'queries-use-indexes',
  summary: 'Each catalogued query, with its bound values, has the plan that it promises.',

  async run(context) {
    const { step, config } = context;
    if (step.forward.state === null) return skip(FORWARD_FAILED);
    if (config.queries.length === 0) return skip('no query is catalogued');
    const location = locate(step.migration.forward);
    const lost = await lostQueries(context, step.forward.state, location);
    const queries = (await context.queries()).filter(promisesSomething);
    if (queries.length + lost.length === 0) return skip('no catalogued query promises a plan at this step');
    const schema = await step.forward.state.schema();
    const probes = probesOf(queries);
    const failing = await brokenPromises(step.forward.state.engine, probes, schema);
    const large = await withStatistics(context, step.forward.state, probes, schema);
    const kept = ({ query }: PlanProbe): boolean => !failing.some((probe) => probe.query === query);
    const growth = await growthOf(context, probes.filter(kept), location);
    return tried(probes.length + lost.length + growth.cases, [
      ...lost,
      ...failing.map((probe) => promiseFinding(probe, location)),
      ...large.filter(kept).map((probe) => statisticsNote(probe, location)),
      ...growth.findings,
    ]);
  },
};

/** Queries that could be compiled before the step and cannot any more. */
async function lostQueries(
  { step, plans, inForce }: CheckContext,
  after: State,
  location: Finding['location'],
): Promise<readonly Finding[]> {
  const before = await plans(step.before);
  const now = await plans(after);
  const lost = inForce.filter(({ name }) => before.has(name) && !now.has(name));
  return Promise.all(lost.map((query) => lostQueryFinding(after.engine, query, location)));
}

/** What the planner would do if every table were large: a promise kept by small tables alone is worth a note. */
async function withStatistics(
  context: CheckContext,
  state: State,
  probes: readonly PlanProbe[],
  schema: SchemaSnapshot,
): Promise<readonly JudgedProbe[]> {
  const engine = await context.fork(state);
  try {
    await assumeLargeTables(engine, schema);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
  return brokenPromises(engine, probes, schema);
}

function statisticsNote({ query, plan, broken }: JudgedProbe, location: Finding['location']): Finding {
  const lines = planLines(plan);
  return {
    severity: 'note',
    object: `query ${query.name}`,
    message: `with statistics of large tables, query ${query.name} breaks its promise: ${broken.join(', ')}`,
    why: `After ANALYZE on a large database SQLite may plan it as: ${lines.join('; ')}`,
    fix: 'Promise what matters (no scan, no sort) rather than one index where several serve, or make the better index cheaper to choose.',
    location,
    data: { plan: lines, broken },
  };
}
