import { upsertedColumns } from './assignments.ts';
import { readInsert } from './insertStatement.ts';
import { keyword } from './keyword.ts';
import { type Ledger, lookupIn, tableNamed } from './ledger.ts';
import { readSelect } from './relation.ts';
import type { Token } from './tokens.ts';
import { copyInto } from './trackedTable.ts';

/**
 * Follows an INSERT or REPLACE with the WITH clause before it (https://sqlite.org/lang_insert.html). A copy into a table
 * that the script created or emptied decides that table's values; into any other it adds rows and changes none of those
 * that were there.
 */
export function followInsert(ledger: Ledger, tokens: readonly Token[]): void {
  const insert = readInsert(tokens);
  if (!insert) return;
  const { columns, withClause, source } = insert;
  const table = tableNamed(ledger, insert.table.toLowerCase());
  if ((table.original === null || table.deletedFrom) && ['select', 'with'].includes(keyword(source[0]))) {
    const rows = readSelect([...withClause, ...source], lookupIn(ledger));
    const isPlain = withClause.length === 0 && keyword(source[0]) === 'select';
    copyInto(table, columns?.map((column) => column.toLowerCase()) ?? null, rows, isPlain);
  }
  for (const column of upsertedColumns(source)) table.changed.add(column);
}
