import type { SqlValue } from '../model/value.ts';
import { keyword } from '../sql/keyword.ts';
import type { Token } from '../sql/tokens.ts';

/** A constant written in SQL, and the index of the token behind it. */
export interface Literal {
  readonly value: SqlValue;
  readonly next: number;
}

const WORDS: ReadonlyMap<string, SqlValue> = new Map<string, SqlValue>([
  ['null', null],
  ['true', 1n],
  ['false', 0n],
]);

/**
 * Reads the constant that begins at a token; null when none does
 * (https://sqlite.org/lang_expr.html#literal_values_constants_).
 */
export function literalAt(tokens: readonly Token[], at: number): Literal | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.text === '-' || token.text === '+') {
    const number = tokens[at + 1];
    if (number?.kind !== 'number') return null;
    const value = numberOf(number.text);
    return { value: token.text === '-' ? -value : value, next: at + 2 };
  }
  if (token.kind === 'number') return { value: numberOf(token.text), next: at + 1 };
  if (token.kind === 'string') return { value: token.value, next: at + 1 };
  if (token.kind === 'blob') return { value: Buffer.from(token.text.slice(2, -1), 'hex'), next: at + 1 };
  const word = WORDS.get(keyword(token));
  return word === undefined ? null : { value: word, next: at + 1 };
}

/** Reads the constant that ends with a token; null when none does. */
export function literalUpTo(tokens: readonly Token[], last: number): Literal | null {
  const signed = literalAt(tokens, last - 1);
  return signed !== null && signed.next === last + 1 ? signed : literalAt(tokens, last);
}

/** Reads `(constant, constant, …)`; null when the parentheses hold anything else. */
export function literalList(tokens: readonly Token[], open: number): readonly SqlValue[] | null {
  if (tokens[open]?.text !== '(') return null;
  const values: SqlValue[] = [];
  for (let at = open + 1; ; at++) {
    const literal = literalAt(tokens, at);
    if (literal === null) return null;
    values.push(literal.value);
    at = literal.next;
    if (tokens[at]?.text === ')') return values;
    if (tokens[at]?.text !== ',') return null;
  }
}

function numberOf(text: string): bigint | number {
  const digits = text.replaceAll('_', '');
  return /^(?:0x[\da-f]+|\d+)$/i.test(digits) ? BigInt(digits) : Number(digits);
}
