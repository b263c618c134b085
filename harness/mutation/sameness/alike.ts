import { foldName } from '../../inspect/foldName.ts';
import type { Table } from '../../model/schema.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';

/**
 * Whether the one comparison that two tables' CHECKs differ in comes to the same: a text that is not '' is above '', and
 * no text is above itself in small letters or below itself in capital ones (https://sqlite.org/lang_corefunc.html#upper).
 */
export function areAlike(before: Table, after: Table): boolean {
  const pairs = before.checks.flatMap(({ tokens }, at) => {
    const other = after.checks[at]?.tokens ?? tokens;
    return tokens === other ? [] : [[tokenize(tokens), tokenize(other)] as const];
  });
  return pairs.length === 1 && pairs.every(([old, now]) => differAlike(before, old, now));
}

function differAlike(table: Table, old: readonly Token[], now: readonly Token[]): boolean {
  const places = old.flatMap((token, at) => (token.text === now[at]?.text ? [] : [at]));
  const [at] = places;
  if (at === undefined || places.length > 1 || old.length !== now.length) return false;
  const signs = [old[at]?.text ?? '', now[at]?.text ?? '']
    .map((sign) => SYNONYMS[sign] ?? sign)
    .sort()
    .join(' ');
  const right = old[at + 1];
  if (right?.kind === 'string' && right.value === '' && isText(table, old, at - 1))
    return signs === '<> >' || signs === '<= =';
  if (right?.kind === 'string' && isExtreme(old, at, right.value, signs)) return true;
  return signs === '<= =' ? isChanged(table, old, at, 'upper') : signs === '= >=' && isChanged(table, old, at, 'lower');
}

/** The least and the greatest of the words that a function answers with. */
const ENDS: ReadonlyMap<string, readonly [least: string, greatest: string]> = new Map([
  // https://sqlite.org/lang_corefunc.html#typeof
  ['typeof', ['blob', 'text']],
  // https://sqlite.org/json1.html#jtype
  ['json_type', ['array', 'true']],
]);

/** `typeof(c) = 'text'`: no answer is above it. */
function isExtreme(tokens: readonly Token[], at: number, word: string, signs: string): boolean {
  const isCall = tokens[at - 1]?.text === ')' && tokens[at - 3]?.text === '(';
  const [least, greatest] = (isCall ? ENDS.get(foldName(tokens[at - 4]?.text ?? '')) : undefined) ?? [];
  return (signs === '<= =' && word === least) || (signs === '= >=' && word === greatest);
}

const SYNONYMS: Readonly<Partial<Record<string, string>>> = { '==': '=', '!=': '<>' };
const OF_TEXT: ReadonlySet<string> = new Set(['trim', 'ltrim', 'rtrim', 'upper', 'lower', 'hex']);

/** Whether what ends at a token is a column of texts, or a function that makes a text of one value. */
function isText(table: Table, tokens: readonly Token[], last: number): boolean {
  if (tokens[last]?.text !== ')') return isTextColumn(table, tokens[last]);
  return tokens[last - 2]?.text === '(' && OF_TEXT.has(foldName(tokens[last - 3]?.text ?? ''));
}

function isTextColumn({ columns }: Table, token: Token | undefined): boolean {
  const name = foldName(token?.value ?? '');
  return columns.some(
    (column) => foldName(column.name) === name && column.affinity === 'TEXT' && column.collation === 'BINARY',
  );
}

/** `c = upper(c)`. */
function isChanged(table: Table, tokens: readonly Token[], at: number, by: string): boolean {
  const [column, , call, open, inner, close] = tokens.slice(at - 1, at + 5);
  const isCall = foldName(call?.text ?? '') === by && open?.text === '(' && close?.text === ')';
  return isCall && isTextColumn(table, column) && foldName(inner?.value ?? '') === foldName(column?.value ?? '');
}
