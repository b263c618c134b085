import type { QueryPlan } from '../model/plan.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { TableAccess } from './planAccess.ts';
import { MULTI_INDEX_OR, type PlanLevel, planLevels } from './planLevels.ts';

/** What a plan does, to hold against what it should do. Lists of names are sorted and hold each name once. */
export interface PlanFacts {
  readonly levels: readonly PlanLevel[];
  readonly searchedIndexes: readonly string[];
  /** Indexes behind which the table is read as well. */
  readonly uncoveredIndexes: readonly string[];
  /** Tables of which every row is read, in the order of an index or not. */
  readonly scannedTables: readonly string[];
  /** Tables that are reached through their module. */
  readonly virtualTables: readonly string[];
  /** Tables that an index is built for during the run. */
  readonly automaticIndexes: readonly string[];
  readonly sorts: readonly string[];
  /** The branches of an OR are searched one by one. */
  readonly multiIndexOr: boolean;
}

/** What makes the reading exact where a plan does not quote or explain a name: the explained query and the schema. */
export interface PlanContext {
  readonly text?: string;
  readonly schema?: SchemaSnapshot;
}

/** Reads off a plan which tables it searches or scans, through which indexes, and what it sorts. */
export function planFacts(plan: QueryPlan, { text, schema }: PlanContext = {}): PlanFacts {
  const indexNames = schema?.tables.flatMap(({ indexes }) => indexes.map(({ name }) => name)) ?? null;
  const views = schema?.views.map(({ sql }) => sql) ?? [];
  const levels = planLevels(plan, {
    indexes: indexNames === null ? null : new Set(indexNames),
    texts: text === undefined ? views : [text, ...views],
  });
  const accesses = levels.flatMap((level) => level.accesses);
  const tables = (meets: (access: TableAccess) => boolean): readonly string[] =>
    sortedNames(accesses.filter(meets).map(({ table }) => table));
  const indexes = (meets: (access: TableAccess) => boolean): readonly string[] =>
    sortedNames(accesses.filter(meets).flatMap(({ index }) => index ?? []));
  return {
    levels,
    searchedIndexes: indexes(({ method }) => method === 'search'),
    uncoveredIndexes: indexes(({ covering }) => !covering),
    scannedTables: tables(({ method }) => method === 'scan'),
    virtualTables: tables(({ method }) => method === 'virtual'),
    automaticIndexes: tables(({ automatic }) => automatic),
    sorts: sortedNames(levels.flatMap(({ sorts }) => sorts)),
    multiIndexOr: has(plan, MULTI_INDEX_OR),
  };
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function has(plan: QueryPlan, detail: string): boolean {
  return plan.some((node) => node.detail === detail || has(node.children, detail));
}
