import type { Arbitrary } from 'fast-check';
import { UserError } from '../../model/errors.ts';
import type { FastCheck } from './fastCheck.ts';

/** The smallest value that shows a kind of failure, and what fast-check needs to come to it again. */
export interface Counterexample<T, Kind = string> {
  readonly kind: Kind;
  readonly value: T;
  readonly seed: number;
  /** null where the search for a smaller one had to be given up. */
  readonly path: string | null;
  readonly shrinks: number;
  /** A path leads to the same value only with the same version. */
  readonly fastCheck: string;
}

/**
 * Tries values, and shrinks the first one of each kind of failure: a frequent kind does not hide the others. `classify`
 * names a value's failure, null when there is none. Throws `UserError` when the arbitrary finds no value.
 */
export async function searchCounterexamples<T, Kind extends string>(
  fc: FastCheck,
  arbitrary: Arbitrary<T>,
  { seed, runs }: { readonly seed: number; readonly runs: number },
  classify: (value: T) => Promise<Kind | null>,
): Promise<readonly Counterexample<T, Kind>[]> {
  const values: T[] = [];
  const survey = fc.property(arbitrary, (value) => {
    values.push(value);
  });
  const { errorInstance } = fc.check(survey, { seed, numRuns: runs });
  if (errorInstance !== undefined && errorInstance !== null) throw errorInstance;
  const kinds = await Promise.all(values.map(classify));
  const found: Counterexample<T, Kind>[] = [];
  for (const kind of new Set(kinds)) {
    if (kind === null) continue;
    const shrunk = await shrink(
      fc,
      arbitrary,
      seed,
      kinds.indexOf(kind),
      async (value) => (await classify(value)) === kind,
    );
    if (shrunk !== null) found.push({ kind, seed, fastCheck: fc.__version, ...shrunk });
  }
  return found;
}

/** Goes from the run of that number to smaller values, for as long as they fail. */
async function shrink<T>(
  fc: FastCheck,
  arbitrary: Arbitrary<T>,
  seed: number,
  run: number,
  fails: (value: T) => Promise<boolean>,
): Promise<Pick<Counterexample<T>, 'value' | 'path' | 'shrinks'> | null> {
  const failed: { readonly value: T }[] = [];
  const property = fc.asyncProperty(arbitrary, async (value) => {
    const isFailure = await fails(value);
    if (isFailure) failed.push({ value });
    return !isFailure;
  });
  const smallest = (path: string | null): Pick<Counterexample<T>, 'value' | 'path' | 'shrinks'> | null => {
    const last = failed.at(-1);
    return last === undefined ? null : { ...last, path, shrinks: failed.length - 1 };
  };
  try {
    const { counterexamplePath } = await fc.check(property, { seed, path: String(run), numRuns: 1 });
    return smallest(counterexamplePath);
  } catch (error) {
    if (error instanceof UserError) return smallest(null);
    throw error;
  }
}
