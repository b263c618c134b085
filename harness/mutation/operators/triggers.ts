import type { SchemaSnapshot } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { commaParts } from '../../sql/parentheses.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import type { TokenChange } from '../expressions.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { type Span, spanOf, splice, withoutPiece } from '../splice.ts';

/** What can be wrong with a trigger. */
export const triggerOperators: readonly Operator[] = [
  {
    id: 'trigger-drop',
    *changes({ triggers }) {
      for (const trigger of triggers) yield changeOf(trigger, 'trigger removed', null);
    },
  },
  { id: 'trigger-event', changes: (schema) => inTriggers(schema, otherEvents) },
  { id: 'trigger-timing', changes: (schema) => inTriggers(schema, otherTimings) },
  { id: 'trigger-column-drop', changes: (schema) => inTriggers(schema, fewerColumns) },
  { id: 'trigger-when-drop', changes: (schema) => inTriggers(schema, withoutCondition) },
  { id: 'trigger-when-negate', changes: (schema) => inTriggers(schema, negatedCondition) },
  { id: 'trigger-statement-drop', changes: (schema) => inTriggers(schema, fewerStatements) },
  { id: 'trigger-raise', changes: (schema) => inTriggers(schema, quietRaise) },
];

function* inTriggers(
  { triggers }: SchemaSnapshot,
  vary: (tokens: readonly Token[], sql: string) => Iterable<TokenChange>,
): Iterable<Change> {
  for (const trigger of triggers) {
    for (const { what, edit } of vary(tokenize(trigger.sql), trigger.sql))
      yield changeOf(trigger, what, splice(trigger.sql, [edit]));
  }
}

function* otherEvents(tokens: readonly Token[]): Iterable<TokenChange> {
  const event = tokens.find((token, at) => at > 2 && ['insert', 'delete'].includes(keyword(token)));
  const on = tokens.findIndex((token) => keyword(token) === 'on');
  if (event === undefined || tokens.indexOf(event) !== on - 1) return;
  yield { what: `${event.text} replaced by UPDATE`, edit: { ...spanOf([event]), text: 'UPDATE' } };
}

/** AFTER in the place of BEFORE, and the other way round. */
function* otherTimings(tokens: readonly Token[]): Iterable<TokenChange> {
  const begin = tokens.findIndex((token) => keyword(token) === 'begin');
  const timing = tokens.slice(0, begin).find((token) => ['before', 'after'].includes(keyword(token)));
  if (timing === undefined) return;
  const text = keyword(timing) === 'before' ? 'AFTER' : 'BEFORE';
  yield { what: `${timing.text} replaced by ${text}`, edit: { ...spanOf([timing]), text } };
}

/** UPDATE OF with a column less. */
function* fewerColumns(tokens: readonly Token[]): Iterable<TokenChange> {
  const on = tokens.findIndex((token) => keyword(token) === 'on');
  const of = tokens.findIndex((token, at) => keyword(token) === 'of' && at < on);
  if (of === -1) return;
  const parts = commaParts(tokens.slice(of + 1, on));
  const spans = parts.map(spanOf);
  if (parts.length < 2) return;
  for (const [at, part] of parts.entries())
    yield { what: `${part[0]?.value} removed from UPDATE OF`, edit: withoutPiece(spans, at) };
}

/** WHEN and its condition, which end where the body begins; a CASE has a WHEN of its own. */
function conditionOf(tokens: readonly Token[]): (Span & { readonly inner: Span }) | null {
  const begin = tokens.findIndex((token) => keyword(token) === 'begin');
  const when = tokens.findIndex((token) => keyword(token) === 'when');
  if (when === -1 || when > begin) return null;
  const all = tokens.slice(when, begin);
  return { ...spanOf(all), inner: spanOf(all.slice(1)) };
}

function* withoutCondition(tokens: readonly Token[]): Iterable<TokenChange> {
  const condition = conditionOf(tokens);
  if (condition !== null)
    yield { what: 'WHEN removed', edit: { start: condition.start, end: condition.end, text: '' } };
}

function* negatedCondition(tokens: readonly Token[], sql: string): Iterable<TokenChange> {
  const condition = conditionOf(tokens);
  if (condition === null) return;
  const { start, end } = condition.inner;
  yield { what: 'WHEN negated', edit: { start, end, text: `NOT (${sql.slice(start, end)})` } };
}

function* fewerStatements(tokens: readonly Token[]): Iterable<TokenChange> {
  const begin = tokens.findIndex((token) => keyword(token) === 'begin');
  const statements: Span[] = [];
  let first = begin + 1;
  for (let at = first; at < tokens.length; at++) {
    if (tokens[at]?.text !== ';') continue;
    statements.push(spanOf(tokens.slice(first, at + 1)));
    first = at + 1;
  }
  if (statements.length < 2) return;
  for (const [at, span] of statements.entries())
    yield { what: `statement ${at + 1} removed`, edit: { ...span, text: '' } };
}

/** A refusal that says nothing: the row is left out, and nobody is told. */
function* quietRaise(tokens: readonly Token[]): Iterable<TokenChange> {
  for (const [at, token] of tokens.entries()) {
    if (keyword(token) !== 'raise' || keyword(tokens[at + 2]) === 'ignore') continue;
    const close = tokens.findIndex(({ text }, index) => index > at && text === ')');
    const span = spanOf(tokens.slice(at, close + 1));
    yield { what: 'RAISE replaced by RAISE(IGNORE)', edit: { ...span, text: 'RAISE(IGNORE)' } };
  }
}
