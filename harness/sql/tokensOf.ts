import { type Token, tokenize } from './tokens.ts';

const known = new WeakMap<object, readonly Token[]>();

/** The tokens of a statement, a view or a trigger, cut once however many hazards ask for them. */
export function tokensOf(source: { readonly text: string }): readonly Token[] {
  const cut = known.get(source) ?? tokenize(source.text);
  known.set(source, cut);
  return cut;
}
