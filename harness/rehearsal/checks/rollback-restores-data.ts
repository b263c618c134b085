import { FORWARD_FAILED, NO_ROLLBACK, ROLLBACK_FAILED, skip, tried } from '../../checks/parts/outcome.ts';
import { dataFindings } from '../../checks/rollback-restores-data.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';
import { withKeys } from './withKeys.ts';

/** After forward and rollback every row of the database is there again, bit for bit. */
export const rollbackRestoresData: RehearsalCheck = {
  id: 'rollback-restores-data',

  async run({ step, observed: { after, rollback, restored } }) {
    if (after === null) return skip(FORWARD_FAILED);
    if (step.migration.rollback === null || rollback === null) return skip(NO_ROLLBACK);
    if (restored === null) return skip(ROLLBACK_FAILED);
    const { tables, faults, cases } = restored.identity;
    if (tables.length + faults.length === 0) return skip('there was no table before the step');
    const { rollback: script } = step.migration;
    // A table that lies on pages which nobody wrote to counts as one case: it was looked at, and its rows were not.
    const onPages = tables.filter(({ shownBy }) => shownBy !== 'join').length;
    return tried(
      Math.max(1, cases + onPages),
      faults.flatMap((fault) => dataFindings([fault], script, step).map((finding) => withKeys(finding, fault))),
    );
  },
};
