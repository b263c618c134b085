import { foldName } from '../../inspect/foldName.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { commaParts } from '../../sql/parentheses.ts';
import { findKeyword } from '../../sql/selectArms.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import type { TokenChange } from '../expressions.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { spanOf, splice, withoutPiece } from '../splice.ts';

/** What can be wrong with a view. */
export const viewOperators: readonly Operator[] = [
  {
    id: 'view-drop',
    *changes({ views, triggers }) {
      for (const view of views) {
        const gone = triggers.filter(({ table }) => foldName(table) === foldName(view.name));
        const texts = new Map([view, ...gone].map((object) => [object, null]));
        yield { ...changeOf(view, 'view removed', null), texts };
      }
    },
  },
  { id: 'view-join', changes: (schema) => inViews(schema, otherJoins) },
  { id: 'view-comparison', changes: (schema) => inViews(schema, oppositeComparisons) },
  { id: 'view-constant', changes: (schema) => inViews(schema, otherConstants) },
  { id: 'view-column-drop', changes: (schema) => inViews(schema, fewerColumns) },
  { id: 'view-distinct', changes: (schema) => inViews(schema, otherDistinct) },
];

function* inViews({ views }: SchemaSnapshot, vary: (tokens: readonly Token[]) => Iterable<TokenChange>) {
  for (const view of views) yield* changesOf(view, vary(tokenize(view.sql)));
}

function* changesOf(view: SchemaObject, changes: Iterable<TokenChange>): Iterable<Change> {
  for (const { what, edit } of changes) yield changeOf(view, what, splice(view.sql, [edit]));
}

function* otherJoins(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const [at, token] of tokens.entries()) {
    if (keyword(token) !== 'left' || tokens[at + 1]?.text === '(') continue;
    yield { what: 'LEFT JOIN made an inner one', edit: { ...spanOf([token]), text: 'INNER' } };
  }
}

function* oppositeComparisons(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const token of tokens) {
    const opposite = OPPOSITES[token.text];
    if (opposite !== undefined)
      yield { what: `${token.text} replaced by ${opposite}`, edit: { ...spanOf([token]), text: opposite } };
  }
}

const OPPOSITES: Readonly<Partial<Record<string, string>>> = {
  '=': '<>',
  '==': '<>',
  '<>': '=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** The constants that a CASE results in. */
function* otherConstants(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const [at, token] of tokens.entries()) {
    const isResult = ['then', 'else'].includes(keyword(tokens[at - 1]));
    if (!isResult || (token.kind !== 'number' && token.kind !== 'string')) continue;
    const other = token.kind === 'string' ? `${token.text.slice(0, -1)}x'` : `(${token.text} + 7)`;
    yield { what: `result ${token.text} replaced by ${other}`, edit: { ...spanOf([token]), text: other } };
  }
}

function* fewerColumns(tokens: readonly Token[]): Iterable<TokenChange> {
  const start = tokens.findIndex((token) => keyword(token) === 'select') + 1;
  const items = commaParts(tokens.slice(start, findKeyword(tokens, start, ['from']))).map(spanOf);
  // With a list of names, or as part of a compound, the view could not be read at all.
  const isCompound = findKeyword(tokens, start, ['union', 'intersect', 'except']) < tokens.length;
  if (items.length < 2 || isCompound || tokens.slice(0, start).some(({ text }) => text === '(')) return;
  for (const at of items.keys()) yield { what: `result column ${at + 1} removed`, edit: withoutPiece(items, at) };
}

function* otherDistinct(tokens: readonly Token[]): Iterable<TokenChange> {
  const at = tokens.findIndex((token) => keyword(token) === 'select');
  const [select, next] = [tokens[at], tokens[at + 1]];
  if (select === undefined || next === undefined || keyword(next) !== 'distinct') return;
  yield { what: 'DISTINCT removed', edit: { ...spanOf([next]), text: '' } };
}
