import type { QueryPlan } from '../model/plan.ts';
import { tokenize } from '../sql/tokens.ts';
import { foldName } from './foldName.ts';

/** The name of the rows that a line of a plan computes before they are read: a subquery, a CTE, a view. */
export function derivedName(detail: string): string | null {
  return /^(?:CO-ROUTINE|MATERIALIZE) (.*)$/s.exec(detail)?.[1] ?? null;
}

/**
 * Tells tables from rows that the query itself computes. Both are scanned in the same words, and the latter may be read
 * under an alias, which only the text of the query or of a view explains.
 */
export function derivedNames(plan: QueryPlan, texts: readonly string[]): ReadonlySet<string> {
  const computed = new Set(namesIn(plan).map(foldName));
  if (computed.size === 0) return computed;
  const aliases = texts.flatMap(aliasPairs).filter(([name]) => computed.has(name));
  return new Set([...computed, ...aliases.map(([, alias]) => alias)]);
}

function namesIn(plan: QueryPlan): readonly string[] {
  return plan.flatMap(({ detail, children }) => [derivedName(detail) ?? [], namesIn(children)].flat());
}

/** Every two names that follow each other, an AS between them or not. */
function aliasPairs(text: string): readonly (readonly [string, string])[] {
  const tokens = tokenize(text).filter((token) => foldName(token.text) !== 'as');
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1];
    return next === undefined ? [] : [[foldName(token.value), foldName(next.value)] as const];
  });
}
