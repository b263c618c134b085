/** A line of EXPLAIN QUERY PLAN with what hangs below it. Ids are left out: they differ between engines. */
export interface PlanNode {
  readonly detail: string;
  readonly children: readonly PlanNode[];
}

/** How a query reaches its rows, for the values it was explained with. */
export type QueryPlan = readonly PlanNode[];
