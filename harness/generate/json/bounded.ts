import type { Arbitrary } from 'fast-check';
import { UserError } from '../../model/errors.ts';
import type { Judge } from './readSchema.ts';

/** Values in a row that a schema may refuse before it counts as one that no value can be found for. */
const MOST_MISSES = 2000;

/** Code of the error for a schema that no value was found for. */
export const UNMET_SCHEMA = 'unmet-schema';

/** Only the values that a schema accepts. Throws `UserError` in place of searching for ever. */
export function bounded(made: Arbitrary<unknown>, { path, accepts }: Judge): Arbitrary<unknown> {
  let misses = 0;
  return made.filter((value) => {
    if (accepts(value)) {
      misses = 0;
      return true;
    }
    misses += 1;
    if (misses < MOST_MISSES) return false;
    misses = 0;
    throw new UserError(UNMET_SCHEMA, `no value was found that the schema accepts for ${path}`, {
      why: `${MOST_MISSES.toLocaleString('en')} values in a row were refused by a refinement, a pattern or a function of the schema.`,
      fix: `Give that part of the schema values to start from: .meta({ examples: [ … ] })`,
    });
  });
}
