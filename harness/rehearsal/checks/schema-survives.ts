import { FORWARD_FAILED, skip, tried } from '../../checks/parts/outcome.ts';
import { schemaLosses } from '../../checks/schema-survives.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** Nothing of the database's schema goes away without being dropped by name. */
export const schemaSurvives: RehearsalCheck = {
  id: 'schema-survives',

  async run({ step, observed: { before, after } }) {
    if (after === null) return skip(FORWARD_FAILED);
    const objects = before.tables.length + before.indexes.length + before.views.length + before.triggers.length;
    if (objects === 0) return skip('the schema was empty before the step');
    return tried(objects, schemaLosses(before, after.schema, step));
  },
};
