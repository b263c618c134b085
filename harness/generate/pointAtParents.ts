import type { SqlRow, SqlValue } from '../model/value.ts';
import type { ForeignKeyPlan } from './foreignKeyPlan.ts';
import { AS_EARLIER, type Choice, type Place } from './place.ts';
import type { TablePlan } from './tablePlan.ts';
import { distinctRows } from './usualSource.ts';

/** Gives the columns of all foreign keys their values; keys that share a column agree in it. */
export function pointAtParents(plan: TablePlan, place: Place, choice: Choice, values: SqlValue[]): void {
  const decided = new Set<number>();
  for (const [index, key] of plan.foreignKeys.entries()) {
    const alternative = choice.get(plan.columns.length + index) ?? 0;
    const target = targetOf(plan, index, place, alternative, values, decided);
    for (const [at, position] of key.positions.entries()) {
      if (target === null && (decided.has(position) || !key.optional.includes(position))) continue;
      if (target !== undefined) values[position] = target?.[at] ?? null;
      decided.add(position);
    }
  }
}

/** The key to point at, null to point at nothing; undefined where there is nothing to choose from. */
function targetOf(
  plan: TablePlan,
  index: number,
  place: Place,
  alternative: number,
  values: readonly SqlValue[],
  decided: ReadonlySet<number>,
): SqlRow | null | undefined {
  const key = plan.foreignKeys[index];
  if (key === undefined) return undefined;
  if (alternative === AS_EARLIER) return key.positions.map((position) => place.earlier?.[position] ?? null);
  const parents = agreeingParents(key, place, index, values, decided);
  const mayBeOpen = key.optional.some((position) => !decided.has(position));
  const targets: (SqlRow | null)[] = [...parents];
  if (mayBeOpen) targets.push(null);
  if (key.isSelf) targets.push(ownKey(plan, key, values));
  return targets[(usualTarget(key, index, place, parents.length, mayBeOpen) + alternative) % targets.length];
}

/** The parents that can still be taken and that have the values which other keys have decided about. */
function agreeingParents(
  key: ForeignKeyPlan,
  place: Place,
  index: number,
  values: readonly SqlValue[],
  decided: ReadonlySet<number>,
): readonly SqlRow[] {
  const all = place.parents[index] ?? [];
  // Each row before this one has taken one of them.
  const parents = key.isExclusive ? all.slice(Math.min(place.index, all.length - 1)) : all;
  if (decided.size === 0) return parents;
  return parents.filter((parent) =>
    key.positions.every((position, at) => !decided.has(position) || parent[at] === values[position]),
  );
}

/** Uneven: the first parent gets most children and the last ones none; every third row has no parent where it may. */
function usualTarget(key: ForeignKeyPlan, index: number, place: Place, parents: number, mayBeOpen: boolean): number {
  if (parents === 0) return 0;
  const row = key.mayRepeat ? distinctRows(place.n) : place.n;
  if (mayBeOpen && (row + index) % 3 === 2) return parents;
  if (key.isExclusive) return 0;
  const step = key.mayRepeat ? row - distinctRows(place.n - place.index) : row - 1;
  const round = Math.floor((Math.sqrt(8 * step + 1) - 1) / 2);
  return (index % 2 === 0 ? step - (round * (round + 1)) / 2 : round) % parents;
}

function ownKey({ columns }: TablePlan, { key }: ForeignKeyPlan, values: readonly SqlValue[]): SqlRow {
  const names = columns.map(({ column }) => column.name.toLowerCase());
  return key.parentColumns.map((name) => values[names.indexOf(name.toLowerCase())] ?? null);
}
