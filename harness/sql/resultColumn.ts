import { isReserved, keyword } from './keyword.ts';
import { isName } from './qualifiedName.ts';
import type { Token } from './tokens.ts';

/** An item of a select's list: `*`, a bare column, or a computed value. Names are as written, without quotes. */
export type ResultColumn =
  | { readonly kind: 'star'; readonly qualifier: string | null }
  | { readonly kind: 'column'; readonly qualifier: string | null; readonly column: string; readonly name: string }
  | { readonly kind: 'computed'; readonly name: string };

/** Tells what an item of a select's list is (https://sqlite.org/syntax/result-column.html). */
export function readResultColumn(tokens: readonly Token[]): ResultColumn {
  if (tokens.at(-1)?.text === '*') return { kind: 'star', qualifier: qualifierOf(tokens) };
  const { expression, alias } = splitAlias(tokens);
  const column = expression.at(-1);
  const isBare = expression.length % 2 === 1 && expression.every(isPartOfBareColumn);
  if (!isBare || !column) return { kind: 'computed', name: alias ?? written(expression) };
  return { kind: 'column', qualifier: qualifierOf(expression), column: column.value, name: alias ?? column.value };
}

/** SQLite names a column after its expression, blanks included. */
function written(tokens: readonly Token[]): string {
  return tokens.map(({ text, start }, at) => ' '.repeat(start - (tokens[at - 1]?.end ?? start)) + text).join('');
}

function isPartOfBareColumn(token: Token, at: number): boolean {
  if (at % 2 === 1) return token.text === '.';
  return token.kind === 'name' || (token.kind === 'word' && !isReserved(keyword(token)));
}

function qualifierOf(tokens: readonly Token[]): string | null {
  return tokens.at(-3)?.value ?? null;
}

interface AliasedExpression {
  readonly expression: readonly Token[];
  readonly alias: string | null;
}

function splitAlias(tokens: readonly Token[]): AliasedExpression {
  const last = tokens.at(-1);
  const previous = tokens.at(-2);
  if (!isName(last) || !previous) return { expression: tokens, alias: null };
  if (keyword(previous) === 'as') return { expression: tokens.slice(0, -2), alias: last.value };
  if (!canBeAlias(last) || !endsValue(previous)) return { expression: tokens, alias: null };
  return { expression: tokens.slice(0, -1), alias: last.value };
}

/** Words that are operators although they can be names elsewhere. */
const OPERATORS = ['like', 'glob', 'regexp', 'match', 'over'];

function canBeAlias(token: Token): boolean {
  const word = keyword(token);
  return word !== 'end' && !isReserved(word);
}

function endsValue(token: Token): boolean {
  const word = keyword(token);
  return token.kind === 'punctuation' ? token.text === ')' : !isReserved(word) && !OPERATORS.includes(word);
}
