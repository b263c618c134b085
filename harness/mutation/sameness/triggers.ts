import { foldName } from '../../inspect/foldName.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import type { Mutant } from '../mutant.ts';
import type { Sameness } from './sameness.ts';

/** Proves that a trigger which was changed does the same. */
export function sameTrigger(schema: SchemaSnapshot, mutant: Mutant, trigger: SchemaObject): Sameness | null {
  const tokens = tokenize(trigger.sql);
  const begin = tokens.findIndex((token) => keyword(token) === 'begin');
  const head = tokens.slice(0, begin);
  if (mutant.operator === 'trigger-timing' && isUnseen(schema, trigger, head, tokens.slice(begin))) {
    const why = 'a delete that it does not look at takes place before or after it, and nothing else refuses the delete';
    return { verdict: 'equivalent', why };
  }
  if (mutant.operator === 'trigger-column-drop' && waitsForOther(mutant, head)) {
    const why = 'its WHEN asks for a change of another column, which calls it anyway';
    return { verdict: 'equivalent', why };
  }
  return null;
}

/**
 * A trigger on deletes whose body names its table nowhere, or does nothing but take the whole statement back. No other
 * trigger may wait for deletes there, and no key that refuses to let a parent go may point at it.
 */
function isUnseen(
  { tables, triggers }: SchemaSnapshot,
  { table, name }: SchemaObject,
  head: readonly Token[],
  body: readonly Token[],
): boolean {
  const own = foldName(table);
  const isDelete = head.some((token) => keyword(token) === 'delete');
  const isAlone = !triggers.some(
    (other) => foldName(other.table) === own && other.name !== name && / delete on /.test(other.tokens),
  );
  const isKept = tables.some(({ foreignKeys }) =>
    foreignKeys.some(({ parent, onDelete }) => foldName(parent) === own && !['CASCADE', 'SET NULL'].includes(onDelete)),
  );
  return isDelete && isAlone && !isKept && (onlyRefuses(head, body) || isElsewhere(own, head, body));
}

function onlyRefuses(head: readonly Token[], body: readonly Token[]): boolean {
  const raises = body.flatMap((token, at) => (keyword(token) === 'raise' ? [keyword(body[at + 2])] : []));
  return (
    raises.length > 0 && raises.every((kind) => kind === 'abort' || kind === 'rollback') && !asks([...head, ...body])
  );
}

function isElsewhere(own: string, head: readonly Token[], body: readonly Token[]): boolean {
  return !asks(head) && !body.some((token) => keyword(token) === 'raise' || foldName(token.value) === own);
}

/** Whether there is a SELECT that is more than a place for RAISE. */
function asks(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => keyword(token) === 'select' && keyword(tokens[at + 1]) !== 'raise');
}

/** WHEN that is `old.c IS NOT new.c` or `<>`, of a column that UPDATE OF still lists. */
function waitsForOther({ texts: [text = ''] }: Mutant, head: readonly Token[]): boolean {
  const when = head.findIndex((token) => keyword(token) === 'when');
  const condition = head.slice(when + 1).map((token) => foldName(token.value));
  const [old, , column, ...rest] = condition;
  const [sign, other] = [rest.slice(0, -3).join(' '), rest.slice(-3).join('')];
  const isChange = old === 'old' && ['is not', '<>', '!='].includes(sign) && other === `new.${column}`;
  const listed = tokenize(text);
  const of = listed.findIndex((token) => keyword(token) === 'of');
  const on = listed.findIndex((token) => keyword(token) === 'on');
  return when !== -1 && isChange && listed.slice(of, on).some(({ value }) => foldName(value) === column);
}
