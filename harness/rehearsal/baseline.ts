import { UserError } from '../model/errors.ts';
import type { LooseFinding } from '../model/report.ts';
import { INTACT_CHECK } from './checks/database-is-intact.ts';
import { quickCheck } from './identity/soundness.ts';
import type { Stage } from './stage.ts';
import { troubleIn } from './trouble.ts';

/** What quick_check says of rows, rather than of pages (https://sqlite.org/pragma.html#pragma_integrity_check). */
const ABOUT_ROWS = /^CHECK constraint failed in |^NULL value in | value in /;

/** Most sentences of SQLite's that a report repeats. */
const MOST_REPEATED = 5;

/**
 * Looks whether a copy is sound, as everything that is told of it later supposes. Throws `UserError` for damaged pages;
 * rows that break the schema that they are under are findings.
 */
export async function baselineFindings({ copy, complaints: known }: Stage): Promise<readonly LooseFinding[]> {
  const complaints = await quickCheck(copy);
  const [code = '', message = ''] = complaints[0]?.split(/: (.*)/s) ?? [];
  const trouble = troubleIn({ code, message });
  if (trouble !== null) throw trouble;
  const damage = complaints.filter((complaint) => !ABOUT_ROWS.test(complaint));
  if (damage.length > 0) {
    throw new UserError('database-corrupt', 'the database is damaged', {
      why: `PRAGMA quick_check says: ${damage.slice(0, MOST_REPEATED).join('; ')}`,
      fix: 'Restore it from a backup, or save what can be read with `sqlite3 DATABASE .recover`.',
    });
  }
  for (const complaint of complaints) known.add(complaint);
  return complaints.map((complaint) => ({
    check: INTACT_CHECK,
    severity: 'warning',
    object: 'database',
    message: `SQLite says before the first step: ${complaint}`,
    why: 'Somebody wrote past the schema (PRAGMA ignore_check_constraints, a constraint that came later). A rebuild of the table stops at such rows.',
    fix: 'Repair the rows in a step of their own.',
    location: null,
    data: {},
  }));
}
