import { keyword } from './keyword.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import { qualifiedName } from './qualifiedName.ts';
import type { Token } from './tokens.ts';
import { readWith } from './withClause.ts';

/** An INSERT or REPLACE; all names as written, without quotes. */
export interface InsertStatement {
  readonly table: string;
  /** null when the statement lists none. */
  readonly columns: readonly string[] | null;
  /** The WITH clause in front of it; empty when there is none. */
  readonly withClause: readonly Token[];
  /** Where the rows come from (VALUES, a select, DEFAULT VALUES), and what stands behind. */
  readonly source: readonly Token[];
}

/** Reads an INSERT or REPLACE; null for any other statement (https://sqlite.org/lang_insert.html). */
export function readInsert(tokens: readonly Token[]): InsertStatement | null {
  const { rest } = readWith(tokens);
  if (!['insert', 'replace'].includes(keyword(rest[0]))) return null;
  const named = qualifiedName(rest, rest.findIndex((token) => keyword(token) === 'into') + 1);
  if (!named) return null;
  const list = keyword(rest[named.next]) === 'as' ? named.next + 2 : named.next;
  const hasList = rest[list]?.text === '(';
  const close = hasList ? closingParenthesis(rest, list) : list - 1;
  return {
    table: named.name,
    columns: hasList ? commaParts(rest.slice(list + 1, close)).map(([column]) => column?.value ?? '') : null,
    withClause: tokens.slice(0, tokens.length - rest.length),
    source: rest.slice(close + 1),
  };
}
