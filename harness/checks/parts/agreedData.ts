import type { CheckOutcome } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Sight } from '../../model/observation.ts';
import type { Script, Statement } from '../../model/script.ts';
import { statementAbout } from '../../sql/mentions.ts';
import { disagreeingRows, type RowDisagreement } from './agreedRows.ts';
import type { Meeting } from './meeting.ts';
import { momentColumns } from './momentColumns.ts';
import { locate, tried } from './outcome.ts';

/** Whether a step and its rollback leave the same rows on both engines; every table is a case. */
export function agreedData({ step, there, here }: Meeting): CheckOutcome {
  const { migration, forwardFacts, rollbackFacts } = step;
  const texts = [...forwardFacts.runnable, ...(rollbackFacts?.runnable ?? [])].map(({ text }) => text);
  const compared = (was: Sight | null, is: Sight | null): readonly RowDisagreement[] =>
    was === null || is === null ? [] : disagreeingRows(was.rows, is.rows, momentColumns(is.schema, texts));
  const known = compared(there.before, here.before);
  const after = news(known, compared(there.after.sight, here.after.sight));
  const restored = news([...known, ...after], compared(there.restored.sight, here.restored.sight));
  const report = (script: Script, statements: readonly Statement[]) => (one: RowDisagreement) =>
    finding(one, there.called, here.called, script, statements);
  return tried((there.after.sight?.rows.size ?? 0) + (there.restored.sight?.rows.size ?? 0), [
    ...after.map(report(migration.forward, forwardFacts.runnable)),
    ...restored.map(report(migration.rollback ?? migration.forward, rollbackFacts?.runnable ?? [])),
  ]);
}

/** What differed before the step is no work of it, and what else becomes of those rows cannot be told. */
function news(known: readonly RowDisagreement[], now: readonly RowDisagreement[]): readonly RowDisagreement[] {
  return now.filter(
    ({ table, column }) => !known.some((old) => old.table === table && (old.column ?? column) === column),
  );
}

function finding(
  { table, column, rows: [was, is] }: RowDisagreement,
  there: string,
  here: string,
  script: Script,
  statements: readonly Statement[],
): Finding {
  const counts = was === is ? '' : `: ${was} on ${there}, ${is} on ${here}`;
  return {
    severity: 'error',
    object: column === null ? `table ${table}` : `column ${table}.${column}`,
    message:
      column === null
        ? `table ${table} does not hold the same rows on both engines${counts}`
        : `column ${table}.${column} does not hold the same values on ${there} and ${here}`,
    why: 'The script computes what it writes with something that two versions of SQLite do differently: rows taken in no order, a real number as text, a double-quoted word, a function.',
    fix: 'Order what a LIMIT or an aggregate takes its rows from, format numbers by printf, and write text in single quotes.',
    location: locate(script, statementAbout(statements, table)),
    data: { table, column, engines: [there, here], rows: [was, is] },
  };
}
