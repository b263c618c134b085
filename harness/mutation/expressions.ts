import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import type { Token } from '../sql/tokens.ts';
import { type Edit, spanOf, withoutPiece } from './splice.ts';

/** A small change of an expression. */
export interface TokenChange {
  readonly what: string;
  readonly edit: Edit;
}

const COMPARISONS = ['<', '<=', '>', '>=', '=', '<>'];
const SYNONYMS: Readonly<Partial<Record<string, string>>> = { '==': '=', '!=': '<>' };

/** Every comparison replaced by each other one. */
export function* otherComparisons(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const token of tokens) {
    const sign = SYNONYMS[token.text] ?? token.text;
    if (!COMPARISONS.includes(sign)) continue;
    for (const other of COMPARISONS) {
      if (other !== sign)
        yield { what: `${token.text} replaced by ${other}`, edit: { ...spanOf([token]), text: other } };
    }
  }
}

/** An element less, for each element of a list behind IN, and one more. */
export function* otherElements(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const [at, token] of tokens.entries()) {
    if (keyword(token) !== 'in' || tokens[at + 1]?.text !== '(') continue;
    const close = closingParenthesis(tokens, at + 1);
    const inner = tokens.slice(at + 2, close);
    if (keyword(inner[0]) === 'select' || inner.length === 0) continue;
    const parts = commaParts(inner);
    const spans = parts.map(spanOf);
    for (const [index, part] of parts.entries()) {
      const what = `${part.map(({ text }) => text).join(' ')} removed`;
      if (parts.length > 1) yield { what, edit: withoutPiece(spans, index) };
    }
    const end = spans.at(-1)?.end ?? 0;
    const more = oneMore(inner);
    yield { what: `${more} added`, edit: { start: end, end, text: `, ${more}` } };
  }
}

/** What a list does not hold: a word, or the number behind the largest one where it holds numbers. */
function oneMore(tokens: readonly Token[]): string {
  const numbers = tokens.filter(({ kind }) => kind === 'number').map(({ text }) => Number(text));
  const isOfNumbers = numbers.length > 0 && !tokens.some(({ kind }) => kind === 'string');
  return isOfNumbers ? String(Math.floor(Math.max(...numbers)) + 1) : "'stepproof_more'";
}

/** Every whole number one more and one less. */
export function* otherNumbers(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const token of tokens) {
    if (token.kind !== 'number' || !/^\d{1,15}$/.test(token.text)) continue;
    for (const other of [Number(token.text) + 1, Number(token.text) - 1]) {
      yield { what: `${token.text} replaced by ${other}`, edit: { ...spanOf([token]), text: `(${other})` } };
    }
  }
}
