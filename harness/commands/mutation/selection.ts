import type { Migration } from '../../model/script.ts';
import type { Range } from '../selectRange.ts';

/** Ids of the steps whose mutants are asked for; null: those of the whole ladder. */
export function selectedSteps(
  migrations: readonly Migration[],
  { from, to }: Range,
  only: readonly string[] | undefined = undefined,
): ReadonlySet<string> | null {
  if (from === null && to === null) return only === undefined ? null : new Set(only);
  const ids = migrations.map(({ id }) => id);
  const last = to === null ? ids.length - 1 : ids.indexOf(to);
  const ranged = ids.slice(from === null ? 0 : ids.indexOf(from), last + 1);
  return new Set(ranged.filter((id) => only?.includes(id) ?? true));
}
