import { FORWARD_FAILED, locate, skip, tried } from '../../checks/parts/outcome.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script } from '../../model/script.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** The promise that SQLite finds nothing wrong with a database. */
export const INTACT_CHECK = 'database-is-intact';

/** SQLite finds nothing wrong with the tables that the scripts wrote. */
export const databaseIsIntact: RehearsalCheck = {
  id: INTACT_CHECK,

  async run({ step, observed: { after, restored } }) {
    if (after === null) return skip(FORWARD_FAILED);
    const { forward, rollback } = step.migration;
    const back = rollback === null ? null : restored;
    const cases = after.damage.tables.length + (back?.damage.tables.length ?? 0);
    if (cases === 0) return skip('no page of a table was written');
    return tried(cases, [
      ...after.damage.complaints.map((complaint) => damageFinding(complaint, forward, 'after the migration')),
      ...(back?.damage.complaints ?? []).map((complaint) =>
        damageFinding(complaint, rollback ?? forward, 'after the rollback'),
      ),
    ]);
  },
};

function damageFinding(complaint: string, script: Script, moment: string): Finding {
  return {
    severity: 'error',
    object: 'database',
    message: `SQLite says ${moment}: ${complaint}`,
    why: 'PRAGMA integrity_check finds it in a table that the script wrote, and did not before.',
    fix: 'Look for what the script does beside SQL that is meant for it: ignore_check_constraints, writable_schema.',
    location: locate(script),
    data: {},
  };
}
