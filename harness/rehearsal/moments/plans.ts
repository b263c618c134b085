import { brokenPromises, lostQueryFinding, probesOf, promisesSomething } from '../../checks/parts/queryPromises.ts';
import { explain } from '../../inspect/queryPlan.ts';
import type { Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { CataloguedQuery } from '../../model/query.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { PlanState } from '../observed.ts';
import type { Stage } from '../stage.ts';

/** Plans the catalogued queries on the real rows, with the statistics that the database has of them. */
export async function planState(
  { copy }: Stage,
  schema: SchemaSnapshot,
  inForce: readonly CataloguedQuery[],
  location: Finding['location'],
): Promise<PlanState> {
  const lost: Finding[] = [];
  const compiled: CataloguedQuery[] = [];
  for (const query of inForce) {
    if (await compiles(copy, query)) compiled.push(query);
    else if (await compiles(copy.pristine, query)) lost.push(await lostQueryFinding(copy, query, location));
  }
  const probes = probesOf(compiled.filter(promisesSomething));
  return { probes: probes.length + lost.length, broken: await brokenPromises(copy, probes, schema), lost };
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
