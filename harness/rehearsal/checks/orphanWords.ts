import { count } from '../../checks/parts/outcome.ts';
import type { Orphans } from '../identity/orphans.ts';
import { MOST_NAMED } from '../rows/keyedRows.ts';

/** `3 rows of table orders have no parent in users by (user_id): 7, 8, 12`. */
export function orphanSentence({ table, columns, parent, count: rows, first, problem }: Orphans): string {
  if (problem !== null) return `the foreign keys of table ${table} cannot be checked: ${problem}`;
  const keys = first.slice(0, MOST_NAMED).map(({ key }) => key);
  const more = rows > keys.length ? ` and ${rows - keys.length} more` : '';
  const named = keys.length === 0 ? '' : `: ${keys.join(', ')}${more}`;
  return `${count(rows, 'row')} of table ${table} ${rows === 1 ? 'has' : 'have'} no parent in ${parent} by (${columns.join(', ')})${named}`;
}

/** The same for machines. */
export function orphanData({ columns, parent, count: rows, first }: Orphans): Readonly<Record<string, unknown>> {
  return { columns, parent, rows, keys: first.slice(0, MOST_NAMED).map(({ key }) => key) };
}
