import { FORWARD_FAILED, NO_ROLLBACK, skip, tried } from '../../checks/parts/outcome.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';
import { triedFindings } from './triedFindings.ts';

/** The rollback runs on the rows of the database; where it does not, those that it fails on are named. */
export const rollbackApplies: RehearsalCheck = {
  id: 'rollback-applies',

  async run({ step: { migration, rollbackFacts }, observed: { after, rollback } }) {
    if (migration.rollback === null || rollbackFacts === null) return skip(NO_ROLLBACK);
    if (after === null) return skip(FORWARD_FAILED);
    if (rollback === null) return skip('the rollback holds nothing to run');
    return tried(1 + rollbackFacts.runnable.length, triedFindings(rollback, migration.rollback, rollbackFacts));
  },
};
