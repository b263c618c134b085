import type { PlanNode, QueryPlan } from '../model/plan.ts';
import { derivedName, derivedNames } from './derivedNames.ts';
import { foldName } from './foldName.ts';
import { readAccess, type TableAccess } from './planAccess.ts';

/** The tables that one SELECT joins, and what it sorts. */
export interface PlanLevel {
  readonly accesses: readonly TableAccess[];
  /** What a temporary b-tree is built for: `ORDER BY`, `LAST TERM OF ORDER BY`, `GROUP BY`, `DISTINCT`, … */
  readonly sorts: readonly string[];
}

/** What a plan leaves open: the names of all indexes, null when they are not known, and the texts that give aliases. */
export interface PlanNames {
  readonly indexes: ReadonlySet<string> | null;
  readonly texts: readonly string[];
}

/** Takes a plan apart into its SELECTs, the outer before the inner; rows that the query computes itself are left out. */
export function planLevels(plan: QueryPlan, { indexes, texts }: PlanNames): readonly PlanLevel[] {
  const derived = derivedNames(plan, texts);
  const read = (nodes: readonly PlanNode[], within: string | null): readonly PlanLevel[] => {
    const lines = withoutBranches(nodes);
    const accesses = lines.flatMap(({ detail }) => readAccess(detail, indexes) ?? []);
    const level = {
      accesses: accesses.filter(({ table }) => foldName(table) === within || !derived.has(foldName(table))),
      sorts: lines.flatMap(({ detail }) => /^USE TEMP B-TREE FOR (.*)$/s.exec(detail)?.[1] ?? []),
    };
    const inner = lines.flatMap((line) => (line.children.length === 0 ? [] : read(line.children, scope(line, within))));
    return [level, ...inner];
  };
  return read(plan, null).filter(({ accesses, sorts }) => accesses.length + sorts.length > 0);
}

/**
 * The name under which the lines below are known outside: inside, the same name means a table, as in
 * `(SELECT DISTINCT a FROM t) AS t`, except in the step of a recursion, which reads what it computed.
 */
function scope({ detail }: PlanNode, within: string | null): string | null {
  const name = derivedName(detail);
  if (name !== null) return foldName(name);
  return detail === 'RECURSIVE STEP' ? null : within;
}

/** The branches of an OR reach a table of the SELECT that the OR stands in. */
function withoutBranches(nodes: readonly PlanNode[]): readonly PlanNode[] {
  return nodes.flatMap((node) =>
    node.detail === MULTI_INDEX_OR || /^INDEX \d+$/.test(node.detail) ? withoutBranches(node.children) : [node],
  );
}

/** The line above searches that are made one by one for the branches of an OR. */
export const MULTI_INDEX_OR = 'MULTI-INDEX OR';
