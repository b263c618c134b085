import { keyword } from '../sql/keyword.ts';
import { closingParenthesis } from '../sql/parentheses.ts';
import { quoteLiteral } from '../sql/quote.ts';
import type { Token } from '../sql/tokens.ts';
import { canonicalSql } from './canonicalSql.ts';

const CONSTANTS: readonly string[] = ['null', 'true', 'false', 'current_time', 'current_date', 'current_timestamp'];

/** What a DEFAULT stores, as text to compare: a single name is a string there, in whatever quotes (https://sqlite.org/syntax/column-constraint.html). */
export function defaultMeaning(tokens: readonly Token[]): string {
  const [first] = tokens;
  if (first?.text === '(' && closingParenthesis(tokens, 0) === tokens.length - 1)
    return defaultMeaning(tokens.slice(1, -1));
  const text = first?.kind === 'word' || first?.kind === 'name' || first?.kind === 'string';
  if (tokens.length === 1 && text && !CONSTANTS.includes(keyword(first))) return quoteLiteral(first.value);
  return canonicalSql(tokens, new Set());
}
