import { keyword } from '../../sql/keyword.ts';
import { joinTokens } from '../../sql/normalise.ts';
import { closingParenthesis } from '../../sql/parentheses.ts';
import type { Token } from '../../sql/tokens.ts';

/** The parts that AND joins at the top of an expression, as SQL; one where it is no conjunction. */
export function conjuncts(tokens: readonly Token[]): readonly string[] {
  const inner = withoutParentheses(tokens);
  const parts: (readonly Token[])[] = [];
  let start = 0;
  let betweens = 0;
  for (let at = 0; at < inner.length; at++) {
    const word = keyword(inner[at]);
    if (inner[at]?.text === '(') at = closingParenthesis(inner, at);
    // OR binds weaker, and the ANDs inside a CASE are none of the whole.
    else if (word === 'or' || word === 'case') return [joinTokens(inner)];
    else if (word === 'between') betweens++;
    else if (word === 'and' && betweens > 0) betweens--;
    else if (word === 'and') {
      parts.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(inner.slice(start));
  return parts.length === 1 ? [joinTokens(inner)] : parts.flatMap(conjuncts);
}

function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  const isEnclosed = tokens[0]?.text === '(' && closingParenthesis(tokens, 0) === tokens.length - 1;
  return isEnclosed ? withoutParentheses(tokens.slice(1, -1)) : tokens;
}
