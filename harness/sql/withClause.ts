import { keyword } from './keyword.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import type { Token } from './tokens.ts';

/** A table that a WITH clause defines for its statement. */
export interface CommonTable {
  readonly name: string;
  /** As listed behind the name; null when they are named by its select. */
  readonly columns: readonly string[] | null;
  readonly select: readonly Token[];
}

export interface WithClause {
  readonly tables: readonly CommonTable[];
  /** The statement behind the clause. */
  readonly rest: readonly Token[];
}

/** Reads the WITH clause that a statement may begin with (https://sqlite.org/lang_with.html). */
export function readWith(tokens: readonly Token[]): WithClause {
  if (keyword(tokens[0]) !== 'with') return { tables: [], rest: tokens };
  const tables: CommonTable[] = [];
  let at = keyword(tokens[1]) === 'recursive' ? 2 : 1;
  for (;;) {
    const name = tokens[at]?.value ?? '';
    let columns: readonly string[] | null = null;
    if (tokens[at + 1]?.text === '(') {
      const close = closingParenthesis(tokens, at + 1);
      columns = commaParts(tokens.slice(at + 2, close)).map(([column]) => column?.value ?? '');
      at = close;
    } else at++;
    const open = tokens.findIndex(({ text }, index) => index >= at && text === '(');
    const close = open < 0 ? tokens.length : closingParenthesis(tokens, open);
    tables.push({ name, columns, select: tokens.slice(open + 1, close) });
    if (tokens[close + 1]?.text !== ',') return { tables, rest: tokens.slice(close + 1) };
    at = close + 2;
  }
}
