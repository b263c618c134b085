import { upsertedColumns } from './assignments.ts';
import { keyword } from './keyword.ts';
import { type Ledger, lookupIn, tableNamed } from './ledger.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import { qualifiedName } from './qualifiedName.ts';
import { readSelect } from './relation.ts';
import type { Token } from './tokens.ts';
import { copyInto } from './trackedTable.ts';

/**
 * Follows an INSERT or REPLACE; `withClause` is what stands before it (https://sqlite.org/lang_insert.html). A copy
 * into a table that the script created or emptied decides that table's values; into any other it adds rows and changes
 * none of those that were there.
 */
export function followInsert(ledger: Ledger, tokens: readonly Token[], withClause: readonly Token[]): void {
  const named = qualifiedName(tokens, tokens.findIndex((token) => keyword(token) === 'into') + 1);
  if (!named) return;
  const table = tableNamed(ledger, named.name.toLowerCase());
  const list = keyword(tokens[named.next]) === 'as' ? named.next + 2 : named.next;
  const close = tokens[list]?.text === '(' ? closingParenthesis(tokens, list) : list - 1;
  const columns = commaParts(tokens.slice(list + 1, close)).map(([column]) => column?.value.toLowerCase() ?? '');
  const source = tokens.slice(close + 1);
  if ((table.original === null || table.deletedFrom) && ['select', 'with'].includes(keyword(source[0]))) {
    const rows = readSelect([...withClause, ...source], lookupIn(ledger));
    copyInto(table, close < list ? null : columns, rows);
  }
  for (const column of upsertedColumns(source)) table.changed.add(column);
}
