import { count } from '../../checks/parts/outcome.ts';
import type { Failure } from '../../model/engine.ts';
import type { Finding } from '../../model/finding.ts';
import { keyedData, keysInWords } from '../rows/keyedRows.ts';
import type { StoppingRows } from '../rows/stoppingRows.ts';

const VERBS = { DELETE: 'deleted', UPDATE: 'updated', INSERT: 'inserted' } as const;

/** What is said of the rows that a trigger refuses, or that others refer to with RESTRICT. */
export function stoppingFinding(
  { table, event, rows, isComplete, referring }: StoppingRows,
  failure: Failure | null,
  location: Finding['location'],
): Finding {
  const keys = keysInWords(rows);
  const more = isComplete ? '' : '; there may be more';
  const referrers = referring.map(
    (child) =>
      `${count(child.rows.total, 'row')} of ${child.table} by (${child.columns.join(', ')}): ${keysInWords(child.rows)}`,
  );
  return {
    severity: 'error',
    object: `table ${table}`,
    message: `${count(rows.total, 'row')} of table ${table} cannot be ${VERBS[event]}${keys === '' ? '' : `: ${keys}`}${more}`,
    why: [
      `Each of them alone stops the script with "${failure?.message ?? ''}", and nothing of it stays.`,
      ...(referrers.length === 0 ? [] : [`They are referred to with RESTRICT by ${referrers.join(' and ')}.`]),
    ].join(' '),
    fix:
      referrers.length === 0
        ? 'Repair them before the release, or in the script before this statement; where the trigger is not meant for a release, drop it in the script and make it again.'
        : 'Delete or reassign the rows that refer to them before the release, or in the script before this statement.',
    location,
    data: {
      table,
      event,
      code: failure?.code ?? '',
      complete: isComplete,
      ...keyedData(rows),
      ...(referring.length === 0
        ? {}
        : {
            referring: referring.map((child) => ({
              table: child.table,
              columns: child.columns,
              ...keyedData(child.rows),
            })),
          }),
    },
  };
}
