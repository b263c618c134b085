import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { at } from './parts/at.ts';
import { isSwitchedOff } from './parts/enforcement.ts';

/** https://sqlite.org/pragma.html#pragma_foreign_keys: a no-op within a transaction. */
export const foreignKeysPragmaInside: Hazard = {
  id: 'foreign-keys-pragma-inside',
  summary: 'PRAGMA foreign_keys = OFF has no effect inside of a transaction.',

  look({ script, statements }): readonly Finding[] {
    if (script.transaction !== 'runner') return [];
    return statements
      .filter(({ statement }) => isSwitchedOff(statement.text))
      .map(({ statement }) => ({
        severity: 'error',
        object: `script ${script.path}`,
        message: `${statement.text} has no effect here`,
        why: 'The runner has begun a transaction, and foreign keys cannot be switched inside of one; D1 always runs inside one. A DROP TABLE of a parent still deletes the rows that cascade from it.',
        fix: 'Delete it. A table that others refer to is rebuilt with guard triggers: stepproof explain rows-survive',
        location: at(script, statement),
        data: {},
      }));
  },
};
