import { tokenize } from '../../sql/tokens.ts';

/** The words and names of an expression, columns among them. */
export function namesIn(expression: string): ReadonlySet<string> {
  return new Set(tokenize(expression).map(({ value }) => value));
}
