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
  { id: 'view-aggregate', changes: (schema) => inViews(schema, otherAggregates) },
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
    const outer = tokens.slice(at, keyword(tokens[at + 1]) === 'outer' ? at + 2 : at + 1);
    yield { what: 'LEFT JOIN made an inner one', edit: { ...spanOf(outer), text: 'INNER' } };
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

/** SELECT DISTINCT, and an aggregate of what is distinct. */
function* otherDistinct(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const token of tokens) {
    if (keyword(token) === 'distinct') yield { what: 'DISTINCT removed', edit: { ...spanOf([token]), text: '' } };
  }
}

const AGGREGATES: Readonly<Partial<Record<string, string>>> = {
  min: 'max',
  max: 'min',
  sum: 'avg',
  total: 'avg',
  avg: 'sum',
  count: 'max',
};

/** Of several arguments, min and max are no aggregates, but are exchanged all the same. */
function* otherAggregates(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const [at, token] of tokens.entries()) {
    const isCall = tokens[at + 1]?.text === '(' && tokens[at + 2]?.text !== '*';
    const other = isCall ? AGGREGATES[keyword(token)] : undefined;
    if (other !== undefined)
      yield { what: `${token.text} replaced by ${other}`, edit: { ...spanOf([token]), text: other } };
  }
}
