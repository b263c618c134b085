import { keyword } from '../../sql/keyword.ts';
import type { Token } from '../../sql/tokens.ts';
import { tokensOf } from '../../sql/tokensOf.ts';

const known = new WeakMap<object, readonly (readonly Token[])[]>();

/** What a statement does, statement by statement: the body of a trigger, or itself; without closing semicolons. */
export function actionsOf(source: { readonly text: string }): readonly (readonly Token[])[] {
  const actions = known.get(source) ?? cutActions(tokensOf(source));
  known.set(source, actions);
  return actions;
}

function cutActions(tokens: readonly Token[]): readonly (readonly Token[])[] {
  if (!isTrigger(tokens)) return [tokens.at(-1)?.text === ';' ? tokens.slice(0, -1) : tokens];
  const begin = bodyStart(tokens);
  const actions: (readonly Token[])[] = [];
  let start = begin + 1;
  for (let at = start; at < tokens.length; at++) {
    if (tokens[at]?.text !== ';') continue;
    actions.push(tokens.slice(start, at));
    start = at + 1;
  }
  return actions.filter((action) => keyword(action[0]) !== 'end');
}

/** Whether a statement creates a trigger (https://sqlite.org/lang_createtrigger.html). */
export function isTrigger(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 3).map(keyword);
  return words[0] === 'create' && words.includes('trigger');
}

/** Index of the BEGIN of a trigger's body: the one that a statement follows. */
export function bodyStart(tokens: readonly Token[]): number {
  return tokens.findIndex(
    (token, at) =>
      keyword(token) === 'begin' &&
      ['select', 'insert', 'replace', 'update', 'delete', 'with'].includes(keyword(tokens[at + 1])),
  );
}
