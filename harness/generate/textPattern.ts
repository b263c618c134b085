/** The pattern of a LIKE or GLOB comparison (https://sqlite.org/lang_expr.html#like). */
export interface TextPattern {
  readonly kind: 'like' | 'glob';
  readonly text: string;
}

/** A piece of a pattern: any text, or one character of a set. */
export type Piece = { readonly any: true } | { readonly any: false; readonly from: readonly string[] };

/** What a pattern's single-character wildcards are filled from. */
export const WORD_CHARACTERS: readonly string[] = [...'abcdefghijkmnopqrstuvwxyz23456789'];

const EVERY_CHARACTER = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Cuts a pattern into pieces. */
export function piecesOf({ kind, text }: TextPattern): readonly Piece[] {
  const wildcards = kind === 'glob' ? /\[\^?\]?[^\]]*\]|[\s\S]/gu : /[\s\S]/gu;
  return (text.match(wildcards) ?? []).map((piece): Piece => {
    if (piece === (kind === 'glob' ? '*' : '%')) return { any: true };
    if (piece === (kind === 'glob' ? '?' : '_')) return { any: false, from: WORD_CHARACTERS };
    return { any: false, from: piece.length > 2 && kind === 'glob' ? charactersOf(piece.slice(1, -1)) : [piece] };
  });
}

/** Tells whether a text matches a pattern. */
export function matcherOf(pattern: TextPattern): (value: string) => boolean {
  const source = piecesOf(pattern).map((piece) => (piece.any ? '[\\s\\S]*' : setSource(piece.from)));
  const expression = new RegExp(`^${source.join('')}$`, pattern.kind === 'like' ? 'iu' : 'u');
  return (value) => expression.test(value);
}

/** The characters that a pattern which must not match leaves: `*[^0-9]*` leaves the digits. null for other patterns. */
export function alphabetOf({ kind, text }: TextPattern): string | null {
  const set = kind === 'glob' ? /^\*\[\^(\]?[^\]]*)\]\*$/u.exec(text)?.[1] : undefined;
  return set === undefined ? null : charactersOf(set).join('');
}

/** The characters that the inside of a GLOB set stands for, letters and digits before others where it excludes some. */
function charactersOf(set: string): readonly string[] {
  const excludes = set.startsWith('^');
  const named = [...set.slice(excludes ? 1 : 0).matchAll(/([\s\S])-([\s\S])|[\s\S]/gu)].flatMap(([one, from, to]) =>
    from !== undefined && to !== undefined ? charactersBetween(from, to) : [one],
  );
  if (!excludes) return named;
  const left = (characters: readonly string[]) => characters.filter((character) => !named.includes(character));
  return [left(WORD_CHARACTERS), left(EVERY_CHARACTER)].find((found) => found.length > 0) ?? ['\u00e9'];
}

function charactersBetween(from: string, to: string): readonly string[] {
  const first = from.codePointAt(0) ?? 0;
  const count = Math.min((to.codePointAt(0) ?? 0) - first + 1, 256);
  return Array.from({ length: Math.max(count, 0) }, (_, index) => String.fromCodePoint(first + index));
}

function setSource(characters: readonly string[]): string {
  // A wildcard matches more than what it is filled from.
  if (characters === WORD_CHARACTERS) return '[\\s\\S]';
  return characters.length === 0 ? '[]' : `[${characters.map((one) => one.replace(/[\]\\^-]/u, '\\$&')).join('')}]`;
}
