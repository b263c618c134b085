import { type PlanFacts, planFacts } from '../../inspect/planFacts.ts';
import { explain, planLines } from '../../inspect/queryPlan.ts';
import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { QueryPlan } from '../../model/plan.ts';
import type { BoundQuery, CataloguedQuery } from '../../model/query.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';

/** A catalogued query with one set of its values. */
export interface PlanProbe {
  readonly query: CataloguedQuery;
  readonly bound: BoundQuery;
}

/** Its plan, and what of its promise that breaks. */
export interface JudgedProbe extends PlanProbe {
  readonly plan: QueryPlan;
  readonly broken: readonly string[];
}

/** Whether a query promises anything about its plan. */
export function promisesSomething({ uses, scan, sort, covering }: CataloguedQuery): boolean {
  return uses.length > 0 || scan === false || sort === false || covering === true;
}

/** A query with each set of its values. */
export function probesOf(queries: readonly CataloguedQuery[]): readonly PlanProbe[] {
  return queries.flatMap((query) => [query, ...query.variants].map((bound) => ({ query, bound })));
}

/** Those whose plan is not what their query promises. */
export async function brokenPromises(
  engine: Queryable,
  probes: readonly PlanProbe[],
  schema: SchemaSnapshot,
): Promise<readonly JudgedProbe[]> {
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

/** The finding for a promise that a plan breaks. */
export function promiseFinding({ query, bound, plan, broken }: JudgedProbe, location: Finding['location']): Finding {
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

/** The finding for a query that could be compiled before a step and cannot any more. */
export async function lostQueryFinding(
  engine: Queryable,
  query: CataloguedQuery,
  location: Finding['location'],
): Promise<Finding> {
  return {
    severity: 'error',
    object: `query ${query.name}`,
    message: `query ${query.name} cannot be run any more: ${await refusalOf(engine, query)}`,
    why: 'The application goes on asking it after the release.',
    fix: 'Keep what it names until the application has stopped asking, or end its promise: until: the step before this one.',
    location,
    data: {},
  };
}

async function refusalOf(engine: Queryable, query: BoundQuery): Promise<string> {
  try {
    await explain(engine, query);
    return 'the engine gives no reason';
  } catch (error) {
    if (error instanceof SqlError) return error.message;
    throw error;
  }
}
