import type { TableAccess } from './planAccess.ts';
import type { PlanFacts } from './planFacts.ts';
import type { PlanLevel } from './planLevels.ts';

/** Why a plan is worse than another, as the end of a sentence about the query. */
export interface WorsePlan {
  readonly reason: string;
}

/**
 * Whether the plan of the same query has become worse: a table that is scanned instead of searched, an index that no
 * longer covers, a sort more, an automatic index more, in this order: what is better in one respect may be worse in a
 * later one. Another index of the same kind, or another order of joining, is not worse. null when it has not.
 */
export function comparePlans(before: PlanFacts, after: PlanFacts): WorsePlan | null {
  const was = byTables(before.levels);
  const is = byTables(after.levels);
  const sameShape = was.size === is.size && [...was.keys()].every((tables) => is.has(tables));
  const pairs = sameShape
    ? [...was].map(([tables, level]) => [level, is.get(tables) ?? NOTHING] as const)
    : [[merge(before.levels), merge(after.levels)] as const];
  for (const [levelBefore, levelAfter] of pairs) {
    const reason = worse(levelBefore, levelAfter);
    if (reason !== null) return { reason };
  }
  return null;
}

const NOTHING: PlanLevel = { accesses: [], sorts: [] };

/** SELECTs have no names: the same one is found again by the tables that it joins. */
function byTables(levels: readonly PlanLevel[]): ReadonlyMap<string, PlanLevel> {
  const groups = Map.groupBy(levels, ({ accesses }) =>
    JSON.stringify([...new Set(accesses.map(({ table }) => table))].sort()),
  );
  return new Map([...groups].map(([tables, group]) => [tables, merge(group)]));
}

function merge(levels: readonly PlanLevel[]): PlanLevel {
  return { accesses: levels.flatMap(({ accesses }) => accesses), sorts: levels.flatMap(({ sorts }) => sorts) };
}

function worse(before: PlanLevel, after: PlanLevel): string | null {
  for (const rule of [moreScans, lessCovering, moreSorts, moreAutomaticIndexes]) {
    const { by, reason } = rule(before, after);
    if (by !== 0) return by > 0 ? reason : null;
  }
  return null;
}

/** By how much the second is worse in one respect, negative when it is better. */
interface Verdict {
  readonly by: number;
  readonly reason: string;
}

function moreScans(before: PlanLevel, after: PlanLevel): Verdict {
  const scans = ({ accesses }: PlanLevel): readonly string[] =>
    accesses.filter(({ method }) => method === 'scan').map(({ table }) => table);
  const scanned = scans(after).filter((table) => !scans(before).includes(table));
  return {
    by: scans(after).length - scans(before).length,
    reason: `${list(scanned.length === 0 ? scans(after) : scanned)} is scanned and no longer searched`,
  };
}

function lessCovering(before: PlanLevel, after: PlanLevel): Verdict {
  const uncovered = noLongerCovered(before, after);
  return {
    by: uncovered.length - noLongerCovered(after, before).length,
    reason: `no index covers ${list(uncovered)} any more`,
  };
}

/** Reading by rowid or by the key of a WITHOUT ROWID table counts neither way: there is nothing to cover. */
function noLongerCovered(before: PlanLevel, after: PlanLevel): readonly string[] {
  const accessesAfter = Map.groupBy(after.accesses, ({ table }) => table);
  return [...Map.groupBy(before.accesses, ({ table }) => table)].flatMap(([table, was]) => {
    const is = accessesAfter.get(table) ?? [];
    const covered = was.every(({ covering, automatic }) => covering && !automatic);
    return covered && isScanned(was) === isScanned(is) && is.some(readsBesideIndex) ? [table] : [];
  });
}

function isScanned(accesses: readonly TableAccess[]): boolean {
  return accesses.some(({ method }) => method === 'scan');
}

function readsBesideIndex({ method, index, covering }: TableAccess): boolean {
  return index === null ? method === 'scan' : !covering;
}

function moreSorts(before: PlanLevel, after: PlanLevel): Verdict {
  const sorts = after.sorts.filter((sort) => !before.sorts.includes(sort));
  return {
    by: after.sorts.length - before.sorts.length,
    reason: `a temporary b-tree sorts for ${list(sorts.length === 0 ? after.sorts : sorts)}`,
  };
}

function moreAutomaticIndexes(before: PlanLevel, after: PlanLevel): Verdict {
  const automatic = ({ accesses }: PlanLevel): readonly string[] =>
    accesses.filter((access) => access.automatic).map(({ table }) => table);
  return {
    by: automatic(after).length - automatic(before).length,
    reason: `an index on ${list(automatic(after))} is built for each run`,
  };
}

function list(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ');
}
