import type { Shard } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import type { Range } from './selectRange.ts';

/**
 * The steps that one machine of several proves: neighbours, because each has to apply all that come before. `only`: those
 * that are proven at all; null where all are.
 */
export function stepsOfShard(
  migrations: readonly Migration[],
  { from, to }: Range,
  only: ReadonlySet<string> | null,
  { index, count }: Shard,
): ReadonlySet<string> {
  const ids = migrations.map(({ id }) => id);
  const last = to === null ? ids.length : ids.indexOf(to) + 1;
  const wanted = ids.slice(from === null ? 0 : ids.indexOf(from), last).filter((id) => only?.has(id) ?? true);
  const start = Math.ceil(((index - 1) * wanted.length) / count);
  return new Set(wanted.slice(start, Math.ceil((index * wanted.length) / count)));
}
