import { keyword } from '../../sql/keyword.ts';
import { findKeyword } from '../../sql/selectArms.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import { type Span, spanOf } from '../splice.ts';
import { targetOf } from './target.ts';

/** The condition by which a statement chooses its rows. */
export interface WhereText {
  readonly word: Span;
  readonly condition: Span;
  readonly tokens: readonly Token[];
}

const AFTER = ['group', 'having', 'window', 'order', 'limit', 'returning', 'union', 'intersect', 'except', 'on'];

/** Reads the WHERE of an UPDATE, a DELETE or an INSERT … SELECT; null where there is none. Selects inside have their own. */
export function readWhere(sql: string): WhereText | null {
  const tokens = tokenize(sql);
  const verb = targetOf(tokens)?.verb;
  if (verb !== 'insert' && verb !== 'update' && verb !== 'delete') return null;
  const at = findKeyword(tokens, 0, ['where']);
  const word = tokens[at];
  if (word === undefined || keyword(word) !== 'where') return null;
  const condition = tokens.slice(at + 1, findKeyword(tokens, at + 1, AFTER));
  return { word: spanOf([word]), condition: spanOf(condition), tokens: condition };
}
