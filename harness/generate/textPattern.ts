/** The pattern of a LIKE or GLOB comparison (https://sqlite.org/lang_expr.html#like). */
export interface TextPattern {
  readonly kind: 'like' | 'glob';
  readonly text: string;
}

/** A piece of a pattern: any text, or one character of a set. */
export type Piece = { readonly any: true } | ({ readonly any: false } & CharacterSet);

interface CharacterSet {
  /** Characters to take from, those that read well. */
  readonly from: readonly string[];
  /** All that belong to it, as a regular expression. */
  readonly source: string;
}

/** What single-character wildcards are filled from. */
export const WORD_CHARACTERS: readonly string[] = [...'abcdefghijkmnopqrstuvwxyz23456789'];

const EVERY_CHARACTER = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Cuts a pattern into pieces. */
export function piecesOf({ kind, text }: TextPattern): readonly Piece[] {
  const isGlob = kind === 'glob';
  return (text.match(isGlob ? /\[\^?\]?[^\]]*\]|[\s\S]/gu : /[\s\S]/gu) ?? []).map((piece): Piece => {
    if (piece === (isGlob ? '*' : '%')) return { any: true };
    if (piece === (isGlob ? '?' : '_')) return { any: false, from: WORD_CHARACTERS, source: '[\\s\\S]' };
    return { any: false, ...(isGlob && piece.length > 2 ? setOf(piece.slice(1, -1)) : onlyOf([piece])) };
  });
}

/** Tells whether a text matches a pattern. */
export function matcherOf(pattern: TextPattern): (value: string) => boolean {
  const sources = piecesOf(pattern).map((piece) => (piece.any ? '[\\s\\S]*' : piece.source));
  const expression = new RegExp(`^${sources.join('')}$`, pattern.kind === 'like' ? 'iu' : 'u');
  return (value) => expression.test(value);
}

/** The characters that a pattern which must not match leaves: `*[^0-9]*` leaves the digits. null for other patterns. */
export function alphabetOf({ kind, text }: TextPattern): string | null {
  const set = kind === 'glob' ? /^\*\[\^(\]?[^\]]*)\]\*$/u.exec(text)?.[1] : undefined;
  return set === undefined ? null : setOf(set).from.join('');
}

/** What the inside of a GLOB set stands for. */
function setOf(inside: string): CharacterSet {
  const excludes = inside.startsWith('^');
  const named = [...inside.slice(excludes ? 1 : 0).matchAll(/([\s\S])-([\s\S])|[\s\S]/gu)].flatMap(([one, from, to]) =>
    from !== undefined && to !== undefined ? charactersBetween(from, to) : [one],
  );
  if (!excludes) return onlyOf(named);
  const left = (characters: readonly string[]) => characters.filter((character) => !named.includes(character));
  const from = [left(WORD_CHARACTERS), left(EVERY_CHARACTER)].find((found) => found.length > 0) ?? ['\u00e9'];
  return { from, source: `[^${named.map(escaped).join('')}]` };
}

function onlyOf(characters: readonly string[]): CharacterSet {
  return { from: characters, source: `[${characters.map(escaped).join('')}]` };
}

function charactersBetween(from: string, to: string): readonly string[] {
  const first = from.codePointAt(0) ?? 0;
  const count = Math.min((to.codePointAt(0) ?? 0) - first + 1, 256);
  return Array.from({ length: Math.max(count, 0) }, (_, index) => String.fromCodePoint(first + index));
}

function escaped(character: string): string {
  return character.replace(/[\]\\^-]/u, '\\$&');
}
