import type { Token } from './tokens.ts';

/** Where the parenthesis at `open` closes; the number of tokens when it never does. */
export function closingParenthesis(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const text = tokens[at]?.text;
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) return at;
  }
  return tokens.length;
}

/** The runs of tokens between the commas that stand outside of any parentheses; none when there are no tokens. */
export function commaParts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  if (tokens.length === 0) return [];
  const parts: (readonly Token[])[] = [];
  let start = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') at = closingParenthesis(tokens, at);
    if (tokens[at]?.text !== ',') continue;
    parts.push(tokens.slice(start, at));
    start = at + 1;
  }
  parts.push(tokens.slice(start));
  return parts;
}

/** What stands between two tokens, as written and without the blanks at its ends. */
export function textBetween(sql: string, open: Token | undefined, close: Token | undefined): string {
  return sql.slice(open?.end ?? sql.length, close?.start ?? sql.length).trim();
}
