import type { SqlValue } from '../model/value.ts';
import { keyword } from '../sql/keyword.ts';
import type { Token } from '../sql/tokens.ts';
import { literalAt, literalList, literalUpTo } from './literal.ts';

/** What something is compared with, and how. `holds`: it stands alone and is true or not. */
export interface Comparison {
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | '<>' | 'in' | 'between' | 'like' | 'glob' | 'holds';
  readonly negated: boolean;
  readonly operands: readonly SqlValue[];
  /** The column that it is compared with, in lower case. */
  readonly other: string | null;
}

type ReadColumn = (at: number) => string | null;

export const HOLDS: Comparison = { operator: 'holds', negated: false, operands: [], other: null };

type Relation = '=' | '<' | '<=' | '>' | '>=' | '<>';

const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['=', '='],
  ['==', '='],
  ['is', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

const MIRRORED: Readonly<Record<Relation, Relation>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Reads the comparison that begins at a token, with its left side before it. */
export function comparisonBehind(tokens: readonly Token[], start: number, readColumn: ReadColumn): Comparison | null {
  const not = keyword(tokens[start]) === 'not';
  const at = not ? start + 1 : start;
  const word = tokens[at]?.text.toLowerCase() ?? '';
  const relation = RELATIONS.get(word);
  if (relation !== undefined) {
    const isNot = word === 'is' && keyword(tokens[at + 1]) === 'not';
    return relationTo(isNot ? '<>' : relation, literalAt(tokens, isNot ? at + 2 : at + 1)?.value, readColumn(at + 1));
  }
  if (word === 'when' && keyword(tokens[start - 2]) === 'case') return withOperands('in', false, casesFrom(tokens, at));
  if (word === 'in') return withOperands('in', not, literalList(tokens, at + 1));
  if (word === 'between') {
    const low = literalAt(tokens, at + 1);
    const high = low === null ? null : literalAt(tokens, low.next + 1);
    return withOperands('between', not, low === null || high === null ? null : [low.value, high.value]);
  }
  if (word === 'like' || word === 'glob') {
    const pattern = literalAt(tokens, at + 1);
    return withOperands(word, not, pattern === null ? null : [pattern.value]);
  }
  return null;
}

/** The constants of `CASE column WHEN constant THEN … WHEN constant THEN …`. */
function casesFrom(tokens: readonly Token[], start: number): readonly SqlValue[] {
  return tokens.flatMap((token, at) => {
    const literal = at >= start && keyword(token) === 'when' ? literalAt(tokens, at + 1) : null;
    return literal !== null && keyword(tokens[literal.next]) === 'then' ? [literal.value] : [];
  });
}

/** Reads the comparison that ends with a token, with its right side behind it, as seen from that side. */
export function comparisonBefore(tokens: readonly Token[], last: number, readColumn: ReadColumn): Comparison | null {
  const relation = RELATIONS.get(tokens[last]?.text.toLowerCase() ?? '');
  if (relation === undefined) return null;
  return relationTo(MIRRORED[relation], literalUpTo(tokens, last - 1)?.value, readColumn(last - 1));
}

function relationTo(operator: Relation, value: SqlValue | undefined, other: string | null): Comparison | null {
  if (value === undefined && other === null) return null;
  return { operator, negated: false, operands: value === undefined ? [] : [value], other };
}

function withOperands(
  operator: 'in' | 'between' | 'like' | 'glob',
  negated: boolean,
  operands: readonly SqlValue[] | null,
): Comparison | null {
  return operands === null ? null : { operator, negated, operands, other: null };
}
