import { count } from '../checks/parts/outcome.ts';
import type { ObservedStep } from './observed.ts';

const NOT_COMPARED =
  'Not compared: where rows lie in the file, free pages, and what ANALYZE gathered (sqlite_stat tables).';

/** How it was shown, over all steps, that the rollbacks bring everything back, and what was left out. */
export function proofOf(steps: readonly ObservedStep[]): string {
  const identities = steps.flatMap(({ rollback, restored }) =>
    rollback === null || restored === null ? [] : [restored.identity],
  );
  if (identities.length === 0) return 'No rollback was run, so none was proven.';
  const tables = identities.flatMap((identity) => identity.tables);
  const shown = (by: string): number => tables.filter(({ shownBy }) => shownBy === by).length;
  const rows = identities.reduce((sum, { cases }) => sum + cases, 0);
  const ways = [
    ...(shown('pages') > 0
      ? [`${count(shown('pages'), 'table')} by the pages of the write-ahead log, none of which is theirs`]
      : []),
    ...(shown('join') > 0 ? [`${count(shown('join'), 'table')} by comparing ${count(rows, 'row')} bit for bit`] : []),
    ...(shown('empty') > 0 ? [`${count(shown('empty'), 'table')} by being empty`] : []),
  ];
  const open = tables.filter(({ shownBy }) => shownBy === 'unreadable').map(({ table }) => table);
  const unread = open.length === 0 ? '' : ` Not readable, so not compared: ${[...new Set(open)].join(', ')}.`;
  return `Schema by its text and PRAGMAs; ${ways.join(', ')}; AUTOINCREMENT marks by value.${unread} ${NOT_COMPARED}`;
}
