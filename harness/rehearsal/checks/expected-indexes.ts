import { unexpectedIndexes } from '../../checks/expected-indexes.ts';
import { FORWARD_FAILED, skip, tried } from '../../checks/parts/outcome.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** The indexes are exactly those that were there, plus what the script creates, minus what it drops by name. */
export const expectedIndexes: RehearsalCheck = {
  id: 'expected-indexes',

  async run({ step, config, observed: { before, after } }) {
    if (after === null) return skip(FORWARD_FAILED);
    const { schema } = after;
    const findings = unexpectedIndexes(before, schema, step, config.expect[step.migration.id]);
    return tried(Math.max(1, schema.indexes.length), findings);
  },
};
