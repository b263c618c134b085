import type { Pair } from './pair.ts';

/** The scripts of a round trip of every step: forward, back and forward again, as statements. */
export function roundTrips(pairs: readonly Pair[]): readonly (readonly string[])[] {
  return pairs.flatMap((pair) => [pair.forward, pair.rollback, pair.forward]);
}
