import type { Arbitrary } from 'fast-check';
import { UserError } from '../../model/errors.ts';
import type { FastCheck } from './fastCheck.ts';

/** The smallest value found that fails, and what fast-check needs to come to it again. */
export interface Counterexample<T> {
  readonly value: T;
  readonly seed: number;
  /** null where the search for a smaller one had to be given up. */
  readonly path: string | null;
  readonly shrinks: number;
  /** A path leads to the same value only with the same version. */
  readonly fastCheck: string;
}

/** Tries values and shrinks the first that fails. Throws `UserError` when the arbitrary finds no value. */
export async function searchCounterexample<T>(
  fc: FastCheck,
  arbitrary: Arbitrary<T>,
  { seed, runs }: { readonly seed: number; readonly runs: number },
  fails: (value: T) => Promise<boolean>,
): Promise<Counterexample<T> | null> {
  const failed: { readonly value: T }[] = [];
  const property = fc.asyncProperty(arbitrary, async (value) => {
    const isFailure = await fails(value);
    if (isFailure) failed.push({ value });
    return !isFailure;
  });
  // fast-check goes on from each failure to a smaller value, so the last failure is the smallest.
  const smallest = (path: string | null): Counterexample<T> | null => {
    const last = failed.at(-1);
    return last === undefined ? null : { ...last, seed, path, shrinks: failed.length - 1, fastCheck: fc.__version };
  };
  try {
    const { counterexamplePath } = await fc.check(property, { seed, numRuns: runs });
    return smallest(counterexamplePath);
  } catch (error) {
    if (!(error instanceof UserError) || failed.length === 0) throw error;
    return smallest(null);
  }
}
