import type { Check } from '../model/check.ts';
import type { Run } from '../model/step.ts';
import { applyFindings } from './parts/applyFindings.ts';
import { FORWARD_FAILED, NO_ROLLBACK, skip, tried } from './parts/outcome.ts';
import { quotedTextFindings } from './parts/quotedText.ts';

/** The rollback runs on an empty database, on one with rows, and on one with rows written since. */
export const rollbackApplies: Check = {
  id: 'rollback-applies',
  summary: 'The rollback runs on an empty and on a filled database.',

  async run({ step }) {
    const { migration, forwardFacts, rollbackFacts, forward } = step;
    if (migration.rollback === null || rollbackFacts === null) return skip(NO_ROLLBACK);
    if (forward.state === null) return skip(FORWARD_FAILED);
    const restored = await step.restored();
    // Tables that the step creates are empty right after it; only rows written since show a DROP in the wrong order.
    const isNew = forwardFacts.named.created.table.size > 0;
    const lived = isNew && restored?.state ? ((await step.livedIn())?.held ?? null) : null;
    const filled: Run | null = lived?.failure || lived?.whereEnforced ? lived : restored;
    const empty = filled?.failure || rollbackFacts.makesValues ? await step.restoredOnEmpty() : null;
    const runs = { script: migration.rollback, facts: rollbackFacts, empty, filled };
    return tried((lived === null ? 2 : 3) + rollbackFacts.runnable.length, [
      ...applyFindings(runs),
      ...(await quotedTextFindings(forward.state.engine, migration.rollback, rollbackFacts.runnable)),
    ]);
  },
};
