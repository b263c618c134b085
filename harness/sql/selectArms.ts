import { readFromClause, type TableSource } from './fromClause.ts';
import { keyword } from './keyword.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import type { Token } from './tokens.ts';

/** One of the selects that UNION and its like combine, or a VALUES list: its first row as `items`. */
export interface SelectArm {
  readonly kind: 'select' | 'values';
  readonly items: readonly (readonly Token[])[];
  readonly sources: readonly TableSource[];
}

const COMPOUNDS = ['union', 'intersect', 'except'];
const AFTER_ITEMS = ['from', 'where', 'group', 'having', 'order', 'limit', 'returning', 'on'];
const AFTER_SOURCES = ['where', 'group', 'having', 'window', 'order', 'limit', 'returning'];

/** Reads a select without its WITH clause (https://sqlite.org/lang_select.html). */
export function readSelectArms(tokens: readonly Token[]): readonly SelectArm[] {
  const arms: SelectArm[] = [];
  let start = 0;
  for (let end = 0; start < tokens.length; start = end + 1) {
    if (keyword(tokens[start]) === 'all') start++;
    end = findKeyword(tokens, start, COMPOUNDS);
    arms.push(readArm(tokens.slice(start, end)));
  }
  return arms;
}

function readArm(tokens: readonly Token[]): SelectArm {
  if (keyword(tokens[0]) === 'values') {
    const row = tokens.slice(2, closingParenthesis(tokens, 1));
    return { kind: 'values', items: commaParts(row), sources: [] };
  }
  const start = ['distinct', 'all'].includes(keyword(tokens[1])) ? 2 : 1;
  const itemsEnd = findKeyword(tokens, start, AFTER_ITEMS);
  const items = commaParts(tokens.slice(start, itemsEnd));
  if (keyword(tokens[itemsEnd]) !== 'from') return { kind: 'select', items, sources: [] };
  const sourcesEnd = findKeyword(tokens, itemsEnd + 1, AFTER_SOURCES);
  return { kind: 'select', items, sources: readFromClause(tokens.slice(itemsEnd + 1, sourcesEnd)) };
}

/** Where one of the words first stands outside of parentheses; the number of tokens when none does. */
export function findKeyword(tokens: readonly Token[], from: number, words: readonly string[]): number {
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') at = closingParenthesis(tokens, at);
    const word = keyword(tokens[at]);
    const comparison = word === 'from' && keyword(tokens[at - 1]) === 'distinct';
    if (words.includes(word) && !comparison) return at;
  }
  return tokens.length;
}
