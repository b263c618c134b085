import { FORWARD_FAILED, NO_ROLLBACK, ROLLBACK_FAILED, skip, tried } from '../../checks/parts/outcome.ts';
import { schemaFindings } from '../../checks/rollback-restores-schema.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** After forward and rollback the schema is what it was. */
export const rollbackRestoresSchema: RehearsalCheck = {
  id: 'rollback-restores-schema',

  async run({ step, observed: { before, after, rollback, restored } }) {
    if (after === null) return skip(FORWARD_FAILED);
    if (step.migration.rollback === null || rollback === null) return skip(NO_ROLLBACK);
    if (restored === null) return skip(ROLLBACK_FAILED);
    const objects = before.tables.length + before.indexes.length + before.views.length + before.triggers.length;
    return tried(Math.max(1, objects), schemaFindings(restored.differences, step.migration.rollback, step));
  },
};
