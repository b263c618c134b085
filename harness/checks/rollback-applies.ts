import type { Check } from '../model/check.ts';
import { applyFindings } from './applyFindings.ts';
import { FORWARD_FAILED, NO_ROLLBACK, skip, tried } from './outcome.ts';

/** The rollback runs on an empty database and on one with rows. */
export const rollbackApplies: Check = {
  id: 'rollback-applies',
  summary: 'The rollback runs on an empty and on a filled database.',

  async run({ step }) {
    const { migration, rollbackFacts, forward } = step;
    if (migration.rollback === null || rollbackFacts === null) return skip(NO_ROLLBACK);
    if (forward.state === null) return skip(FORWARD_FAILED);
    const empty = await step.restoredOnEmpty();
    const filled = await step.restored();
    const runs = { script: migration.rollback, facts: rollbackFacts, empty, filled };
    return tried(2 + rollbackFacts.runnable.length, applyFindings(runs));
  },
};
