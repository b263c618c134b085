import { planLines } from '../../inspect/queryPlan.ts';
import type { CheckContext, CheckOutcome } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import { tried } from './outcome.ts';
import { type AskedQuery, growingQueries, type QueryGrowth } from './queryGrowth.ts';

/** Looks, where the engine counts rows, for queries whose new plan reads more the larger their tables are. */
export async function growthOf(
  context: CheckContext,
  asked: readonly AskedQuery[],
  location: Finding['location'],
): Promise<CheckOutcome> {
  const { settled } = context.step;
  if (settled === null || !settled.engine.capabilities.countsRows) return tried(0, []);
  const changed = await queriesWithNewPlan(context);
  const measured = asked.filter(({ query }) => changed.has(query.name));
  const growing = await growingQueries(context, settled, measured);
  return tried(
    measured.length,
    firstOfEach(growing).map((growth) => growthFinding(growth, location)),
  );
}

/** A query that is planned as before grows as before. */
async function queriesWithNewPlan({ step, plans }: CheckContext): Promise<ReadonlySet<string>> {
  const before = await plans(step.before);
  const now = step.forward.state === null ? before : await plans(step.forward.state);
  const changed = [...now].filter(([name, plan]) => {
    const old = before.get(name);
    return old === undefined || planLines(old).join('\n') !== planLines(plan).join('\n');
  });
  return new Set(changed.map(([name]) => name));
}

function firstOfEach(growing: readonly QueryGrowth[]): readonly QueryGrowth[] {
  return growing.filter(({ query }, at) => growing.findIndex((one) => one.query === query) === at);
}

function growthFinding({ query, rowsRead, exponent }: QueryGrowth, location: Finding['location']): Finding {
  const [small, large] = rowsRead;
  return {
    severity: query.scan === false ? 'warning' : 'note',
    object: `query ${query.name}`,
    message: `query ${query.name} reads ${small} rows, and ${large} of tables that are four times as large`,
    why: 'What it reads grows with the tables and not with what it answers, whatever its plan calls a search; D1 bills every row that is read.',
    fix: 'Index the columns that it compares with constants, so that few rows share their values; keep a count or a sum that it computes anew each time in a column.',
    location,
    data: { rowsRead, exponent },
  };
}
