import type { Queryable } from '../model/engine.ts';
import type { PlanNode, QueryPlan } from '../model/plan.ts';
import type { BoundQuery } from '../model/query.ts';
import type { SqlValue } from '../model/value.ts';

/**
 * How often each engine was asked, so that no text is explained twice: SQLite compiles a kept statement again when it
 * runs under another schema, but EXPLAIN runs nothing and would answer with the plan of the earlier one.
 */
const asked = new WeakMap<Queryable, number>();

/**
 * Asks the engine how it would run a query with these values, as its database is now: a plan can depend on a value when
 * an index is partial (https://sqlite.org/eqp.html). Throws `SqlError` when the query cannot be compiled there.
 */
export async function explain(engine: Queryable, query: BoundQuery): Promise<QueryPlan> {
  const time = (asked.get(engine) ?? 0) + 1;
  asked.set(engine, time);
  const rows = await engine.query(`EXPLAIN QUERY PLAN /* ${time} */ ${query.text}`, query.values);
  const roots: PlanNode[] = [];
  const childrenOf = new Map<SqlValue, PlanNode[]>();
  for (const [id = null, parent = null, , detail] of rows) {
    const node = { detail: String(detail), children: [] };
    childrenOf.set(id, node.children);
    (childrenOf.get(parent) ?? roots).push(node);
  }
  return roots;
}

/** A plan as text, one line a node, indented as deep as it hangs. */
export function planLines(plan: QueryPlan): readonly string[] {
  return plan.flatMap(({ detail, children }) => [detail, ...planLines(children).map((line) => `  ${line}`)]);
}
