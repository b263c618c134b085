import type { SqlValue } from '../../model/value.ts';
import { keyword } from '../../sql/keyword.ts';
import { joinTokens } from '../../sql/normalise.ts';
import { closingParenthesis } from '../../sql/parentheses.ts';
import type { Token } from '../../sql/tokens.ts';

/** The two sides of a comparison as SQL. */
export interface Sides {
  readonly left: string;
  readonly right: string;
}

/** What the sides of a comparison come to in a row. */
export interface MeasuredSides extends Sides {
  readonly values: readonly [left: SqlValue, right: SqlValue];
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=', '==', '<>', '!=']);
const BOUNDARIES: ReadonlySet<string> = new Set('and or not between when then else case end in is'.split(' '));

/**
 * The comparisons in an expression, however deep, in which more is compared than a column with a constant: at which
 * values these turn around only the engine can tell.
 */
export function comparedSides(tokens: readonly Token[]): readonly Sides[] {
  return tokens.flatMap((token, at) => {
    if (!COMPARISONS.has(token.text)) return [];
    const left = tokens.slice(startOf(tokens, at), at);
    const right = tokens.slice(at + 1, endOf(tokens, at));
    const isPlain = left.length <= 1 && right.length <= 1;
    return left.length === 0 || right.length === 0 || isPlain
      ? []
      : [{ left: joinTokens(left), right: joinTokens(right) }];
  });
}

function isBoundary(token: Token | undefined): boolean {
  const text = token?.text ?? '';
  return BOUNDARIES.has(keyword(token)) || COMPARISONS.has(text) || text === ',';
}

function startOf(tokens: readonly Token[], operator: number): number {
  let depth = 0;
  for (let at = operator - 1; at >= 0; at--) {
    const text = tokens[at]?.text;
    if (text === ')') depth++;
    if (text === '(' && --depth < 0) return at + 1;
    if (depth === 0 && isBoundary(tokens[at])) return at + 1;
  }
  return 0;
}

function endOf(tokens: readonly Token[], operator: number): number {
  for (let at = operator + 1; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') at = closingParenthesis(tokens, at);
    else if (tokens[at]?.text === ')' || isBoundary(tokens[at])) return at;
  }
  return tokens.length;
}
