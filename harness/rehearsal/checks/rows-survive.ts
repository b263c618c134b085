import { FORWARD_FAILED, skip, tried } from '../../checks/parts/outcome.ts';
import { lossFinding } from '../../checks/rows-survive.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';
import { withKeys } from './withKeys.ts';

/** No row of the database disappears or changes, but for what the migration names itself. */
export const rowsSurvive: RehearsalCheck = {
  id: 'rows-survive',

  async run({ step, observed: { before, after } }) {
    if (after === null) return skip(FORWARD_FAILED);
    const { losses, compared, schema } = after;
    if (compared + losses.length === 0) return skip('no row was written that was there before');
    const schemas = { before, after: schema };
    return tried(
      compared,
      losses.map((loss) => withKeys(lossFinding(loss, step, schemas), loss)),
    );
  },
};
