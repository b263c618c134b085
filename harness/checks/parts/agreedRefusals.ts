import type { CheckContext, CheckOutcome } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { RowOutcome } from '../../model/observation.ts';
import { statementAbout } from '../../sql/mentions.ts';
import { constraintTrial, type SecondTry } from './constraintTrial.ts';
import { adviceOnDisagreement } from './disagreementAdvice.ts';
import type { Meeting } from './meeting.ts';
import { locate, tried } from './outcome.ts';

/** Whether both engines take and refuse the same rows, by the same constraint. */
export async function agreedRefusals(context: CheckContext, meeting: Meeting): Promise<CheckOutcome> {
  const { step, there, here } = meeting;
  const trial = step.settled === null ? null : await constraintTrial(context, step.settled);
  const tries = trial?.again.get(there) ?? [];
  const differing = tries.filter(({ row, here: now }) => !isSame(row.outcome, now));
  const firsts = [...Map.groupBy(differing, ({ row }) => `${row.table}\0${row.constraint}`).values()].flatMap(
    ([first]) => first ?? [],
  );
  return tried(tries.length + there.unwritable.size + here.unwritable.size, [
    ...firsts.map((one) => rowFinding(one, meeting)),
    ...unwritableFindings(meeting, there.unwritable, here.unwritable, there.called, here.called),
    ...unwritableFindings(meeting, here.unwritable, there.unwritable, here.called, there.called),
  ]);
}

function isSame(there: RowOutcome, here: RowOutcome): boolean {
  return there.outcome === here.outcome && there.code === here.code;
}

function rowFinding({ row, here: now }: SecondTry, { step, there, here }: Meeting): Finding {
  const { table, constraint, what, outcome } = row;
  return {
    severity: 'error',
    object: `table ${table}`,
    message: `${constraint} of table ${table}: ${what} is ${shown(outcome)} on ${there.called} and ${shown(now)} on ${here.called}`,
    why: 'What the database refuses, the application need not look for; on one of the engines it has to.',
    fix: 'Write the constraint with what both engines read alike: no LIKE, GLOB or function that one of them limits or lacks.',
    location: locate(step.migration.forward, statementAbout(step.forwardFacts.runnable, table)),
    data: { constraint, row: what, engines: [there.called, here.called], outcomes: [outcome, now] },
  };
}

function shown({ outcome, code, message }: RowOutcome): string {
  return code === '' ? outcome : `${outcome} with ${code}: ${message}`;
}

/** Tables that one engine writes no row into, and the other does. */
function unwritableFindings(
  { step, there, here }: Meeting,
  refusedBy: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
  by: string,
  accepting: string,
): readonly Finding[] {
  const isThere = (table: string): boolean =>
    [there, here].every(({ after }) => after.sight?.schema.tables.some(({ name }) => name === table) ?? false);
  return [...refusedBy]
    .filter(([table]) => !other.has(table) && isThere(table))
    .map(([table, message]) => ({
      severity: 'error',
      object: `table ${table}`,
      message: `${accepting} writes rows into table ${table}, ${by} refuses every one: ${message}`,
      ...adviceOnDisagreement({ kind: 'sql', statement: null, code: 'SQLITE_ERROR', message }),
      location: locate(step.migration.forward, statementAbout(step.forwardFacts.runnable, table)),
      data: { message, refusedBy: by, acceptedBy: accepting },
    }));
}
