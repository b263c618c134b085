import { type PlanFacts, planFacts } from '../inspect/planFacts.ts';
import { explain, planLines } from '../inspect/queryPlan.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { QueryPlan } from '../model/plan.ts';
import type { BoundQuery, CataloguedQuery } from '../model/query.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { State } from '../model/step.ts';
import { growthOf } from './parts/growth.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';
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
    const probes = queries.flatMap((query) => [query, ...query.variants].map((bound) => ({ query, bound })));
    const failing = await brokenPromises(step.forward.state.engine, probes, schema);
    const large = await withStatistics(context, step.forward.state, probes, schema);
    const kept = ({ query }: Probe): boolean => !failing.some((probe) => probe.query === query);
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
  return Promise.all(
    lost.map(async (query) => ({
      severity: 'error' as const,
      object: `query ${query.name}`,
      message: `query ${query.name} cannot be run any more: ${await refusalOf(after.engine, query)}`,
      why: 'The application goes on asking it after the release.',
      fix: 'Keep what it names until the application has stopped asking, or end its promise: until: the step before this one.',
      location,
      data: {},
    })),
  );
}

async function refusalOf(engine: Engine, query: BoundQuery): Promise<string> {
  try {
    await explain(engine, query);
    return 'the engine gives no reason';
  } catch (error) {
    if (error instanceof SqlError) return error.message;
    throw error;
  }
}

interface Probe {
  readonly query: CataloguedQuery;
  readonly bound: BoundQuery;
}

interface PlanProbe extends Probe {
  readonly plan: QueryPlan;
  readonly broken: readonly string[];
}

function promisesSomething({ uses, scan, sort, covering }: CataloguedQuery): boolean {
  return uses.length > 0 || scan === false || sort === false || covering === true;
}

async function brokenPromises(
  engine: Engine,
  probes: readonly Probe[],
  schema: SchemaSnapshot,
): Promise<readonly PlanProbe[]> {
  const judged = probes.map(async (probe) => {
    const plan = await explain(engine, probe.bound);
    return { ...probe, plan, broken: broke(probe.query, planFacts(plan, { text: probe.bound.text, schema })) };
  });
  return (await Promise.all(judged)).filter(({ broken }) => broken.length > 0);
}

function broke(query: CataloguedQuery, facts: PlanFacts): readonly string[] {
  const missing = query.uses.filter((name) => !facts.searchedIndexes.includes(name));
  const uncovered =
    query.uses.length === 0
      ? facts.uncoveredIndexes
      : facts.uncoveredIndexes.filter((name) => query.uses.includes(name));
  return [
    ...missing.map((name) => `it does not search by ${name}`),
    ...(query.scan === false ? facts.scannedTables.map((table) => `it scans ${table}`) : []),
    ...(query.sort === false ? facts.sorts.map((sort) => `it sorts for ${sort}`) : []),
    ...(query.covering === true ? uncovered.map((name) => `${name} does not cover it`) : []),
  ];
}

/** What the planner would do if every table were large: a promise kept by small tables alone is worth a note. */
async function withStatistics(
  context: CheckContext,
  state: State,
  probes: readonly Probe[],
  schema: SchemaSnapshot,
): Promise<readonly PlanProbe[]> {
  const engine = await context.fork(state);
  try {
    await assumeLargeTables(engine, schema);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
  return brokenPromises(engine, probes, schema);
}

function promiseFinding({ query, bound, plan, broken }: PlanProbe, location: Finding['location']): Finding {
  const lines = planLines(plan);
  return {
    severity: 'error',
    object: `query ${query.name}`,
    message: `query ${query.name} breaks its promise: ${broken.join(', ')}`,
    why: `SQLite plans it as: ${lines.join('; ')}`,
    fix: `Index the columns that it compares with constants, in that order, then those that it sorts by; a partial index serves only a query that repeats its WHERE to the letter:\n${bound.text.trim()}`,
    location,
    data: { plan: lines, broken },
  };
}

function statisticsNote({ query, plan, broken }: PlanProbe, location: Finding['location']): Finding {
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
