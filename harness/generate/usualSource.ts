import { hashOf } from './hash.ts';
import type { Slot, Source } from './slot.ts';

/** Every fourth row is NULL where a column may be, and outside of keys every fourth row repeats the one before it. */
const PERIOD = 4;

/**
 * The values that a column gets unless a constraint objects. `filled` is asked for one number after the other whatever
 * is NULL or repeated, so that it leaves out none of its kinds.
 */
export function usualSource({ table, column, isDistinct, isNullable }: Slot, filled: Source, seed: number): Source {
  const firstNull = 1 + (hashOf(seed, table.name, column.name) % PERIOD);
  return (n) => {
    const row = isDistinct ? n : distinctRows(n);
    if (!isNullable) return filled(row);
    const nulls = Math.floor((row - firstNull) / PERIOD) + 1;
    return (row - firstNull) % PERIOD === 0 ? null : filled(row - nulls);
  };
}

/** How many different rows there are up to row n outside of keys: rows 2, 6, 10, … repeat the row before them. */
export function distinctRows(n: number): number {
  return n - Math.floor((n + 2) / PERIOD);
}
