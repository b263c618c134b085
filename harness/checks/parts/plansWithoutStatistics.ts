import { explain, planLines } from '../../inspect/queryPlan.ts';
import type { CheckContext } from '../../model/check.ts';
import type { State } from '../../model/step.ts';

/**
 * Plans of the catalogued queries as they were without what ANALYZE gathered; null where it gathered nothing. With STAT4
 * an engine knows the commonest values themselves, and plans otherwise than one without
 * (https://sqlite.org/compile.html#enable_stat4).
 */
export async function plansWithoutStatistics(
  { config, plans, fork }: CheckContext,
  state: State,
): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const statistics = await state.engine.query(
    "SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4') ORDER BY name",
  );
  if (statistics.length === 0) return null;
  const engine = await fork(state);
  for (const [name] of statistics) await engine.query(`DELETE FROM ${String(name)}`);
  // Reads the statistics again, which are none.
  await engine.query('ANALYZE sqlite_schema');
  const compiled = await plans(state);
  const known = config.queries.filter(({ name }) => compiled.has(name));
  const lines = await Promise.all(
    known.map(async (query) => [query.name, planLines(await explain(engine, query))] as const),
  );
  return new Map(lines);
}
