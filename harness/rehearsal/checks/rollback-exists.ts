import { FORWARD_FAILED, isIrreversible, skip, tried } from '../../checks/parts/outcome.ts';
import { wayBack } from '../../checks/parts/wayBack.ts';
import { missingRollback } from '../../checks/rollback-exists.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** A step has a rollback that does something, or says that it cannot be taken back. */
export const rollbackExists: RehearsalCheck = {
  id: 'rollback-exists',

  async run({ step, reversible, observed: { before, after, restored } }) {
    const { migration, rollbackFacts } = step;
    if (rollbackFacts !== null && !rollbackFacts.isIdle) return tried(1, []);
    if (isIrreversible(step)) return tried(1, []);
    if (after === null || restored === null) return skip(FORWARD_FAILED);
    const change = { schema: restored.differences, data: restored.identity.faults };
    if (change.schema.length + change.data.length === 0) return tried(1, []);
    if (reversible || migration.rollback !== null) return tried(1, [missingRollback(step)]);
    return tried(1, wayBack(step, change, before, after.schema));
  },
};
