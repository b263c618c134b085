import { FORWARD_FAILED, NO_ROLLBACK, ROLLBACK_FAILED, skip, tried } from '../../checks/parts/outcome.ts';
import {
  cannotReapply,
  otherRowsFinding,
  otherSchemaFindings,
  STARTS_ELSEWHERE,
} from '../../checks/reapply-is-identical.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** The migration can be applied again after its rollback, and makes the same of the rows. */
export const reapplyIsIdentical: RehearsalCheck = {
  id: 'reapply-is-identical',

  async run({ step, observed: { after, rollback, restored, reapplied } }) {
    if (after === null) return skip(FORWARD_FAILED);
    if (rollback === null) return skip(NO_ROLLBACK);
    if (restored === null) return skip(ROLLBACK_FAILED);
    if (reapplied === null) return skip(STARTS_ELSEWHERE);
    const { failure } = reapplied.run;
    if (failure !== null) return tried(1, [cannotReapply(step, failure.statement, failure.message)]);
    return tried(1 + reapplied.compared, [
      ...otherSchemaFindings(reapplied.differences, step),
      ...reapplied.otherRows.map((table) => otherRowsFinding(table, step)),
    ]);
  },
};
