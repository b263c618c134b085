import { isReserved, keyword } from './keyword.ts';
import { closingParenthesis } from './parentheses.ts';
import { isName, qualifiedName } from './qualifiedName.ts';
import type { Token } from './tokens.ts';

/** Where a select takes its rows from: a table by name, or a select in parentheses; neither for a table function. */
export interface TableSource {
  /** What its columns can be qualified with. */
  readonly alias: string;
  readonly table: string | null;
  readonly select: readonly Token[] | null;
}

/** Reads what stands between FROM and the next clause (https://sqlite.org/syntax/join-clause.html). */
export function readFromClause(tokens: readonly Token[]): readonly TableSource[] {
  const sources: TableSource[] = [];
  let expected = true;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const close = token?.text === '(' ? closingParenthesis(tokens, at) : at;
    if (token?.text === ',' || keyword(token) === 'join') expected = true;
    else if (expected && token?.text === '(') {
      const inner = tokens.slice(at + 1, close);
      const isSelect = ['select', 'values', 'with'].includes(keyword(inner[0]));
      if (isSelect) sources.push({ alias: aliasAt(tokens, close + 1) ?? '', table: null, select: inner });
      else sources.push(...readFromClause(inner));
      expected = false;
    } else if (expected) {
      const named = qualifiedName(tokens, at);
      if (named) sources.push(tableAt(tokens, named.name, named.next));
      expected = false;
    }
    at = close;
  }
  return sources;
}

function tableAt(tokens: readonly Token[], name: string, next: number): TableSource {
  const isFunction = tokens[next]?.text === '(';
  const alias = aliasAt(tokens, isFunction ? closingParenthesis(tokens, next) + 1 : next);
  return { alias: alias ?? name, table: isFunction ? null : name, select: null };
}

const JOIN_WORDS = ['natural', 'left', 'right', 'full', 'inner', 'outer', 'cross', 'indexed'];

function aliasAt(tokens: readonly Token[], at: number): string | null {
  if (keyword(tokens[at]) === 'as') return tokens[at + 1]?.value ?? null;
  const token = tokens[at];
  const word = keyword(token);
  return isName(token) && !isReserved(word) && !JOIN_WORDS.includes(word) ? token.value : null;
}
