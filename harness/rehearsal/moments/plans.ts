import { brokenPromises, lostQueryFinding, probesOf, promisesSomething } from '../../checks/parts/queryPromises.ts';
import { explain } from '../../inspect/queryPlan.ts';
import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { CataloguedQuery } from '../../model/query.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { PlanState } from '../observed.ts';
import type { Stage } from '../stage.ts';

interface Planned {
  readonly queries: readonly CataloguedQuery[];
  readonly state: PlanState;
}

/** By schema: databases of one ladder mostly have the same. */
const planned = new WeakMap<SchemaSnapshot, Planned>();

/** Plans the catalogued queries on the real rows, with the statistics that the database has of them. */
export async function planState(
  { copy }: Stage,
  schema: SchemaSnapshot,
  inForce: readonly CataloguedQuery[],
  location: Finding['location'],
): Promise<PlanState> {
  const isSettled = await isDecidedBySchema(copy);
  const known = isSettled ? planned.get(schema) : undefined;
  if (known !== undefined && isSame(known.queries, inForce)) return known.state;
  const state = await readPlans(copy, copy.pristine, schema, inForce, location);
  // Whether a query is lost is a matter of the schema before, too.
  if (isSettled && state.lost.length === 0) planned.set(schema, { queries: inForce, state });
  return state;
}

/** Without statistics SQLite knows nothing of the rows (https://sqlite.org/optoverview.html#the_query_planner). */
async function isDecidedBySchema(database: Queryable): Promise<boolean> {
  const [[statistics, encoding] = []] = await database.query(
    "SELECT (SELECT count(*) FROM sqlite_schema WHERE name GLOB 'sqlite_stat*'), (SELECT encoding FROM pragma_encoding)",
  );
  return statistics === 0n && encoding === 'UTF-8';
}

function isSame(some: readonly CataloguedQuery[], others: readonly CataloguedQuery[]): boolean {
  return some.length === others.length && some.every((query, at) => query === others[at]);
}

async function readPlans(
  database: Queryable,
  pristine: Queryable,
  schema: SchemaSnapshot,
  inForce: readonly CataloguedQuery[],
  location: Finding['location'],
): Promise<PlanState> {
  const lost: Finding[] = [];
  const compiled: CataloguedQuery[] = [];
  for (const query of inForce) {
    if (await compiles(database, query)) compiled.push(query);
    else if (await compiles(pristine, query)) lost.push(await lostQueryFinding(database, query, location));
  }
  const probes = probesOf(compiled.filter(promisesSomething));
  return { probes: probes.length + lost.length, broken: await brokenPromises(database, probes, schema), lost };
}

async function compiles(database: Queryable, query: CataloguedQuery): Promise<boolean> {
  try {
    await explain(database, query);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}
