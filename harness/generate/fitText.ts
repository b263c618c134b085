import type { Demands } from './demands.ts';
import { wholeBounds } from './range.ts';
import { matcherOf, type Piece, piecesOf, WORD_CHARACTERS } from './textPattern.ts';

/** Judges and makes texts by what a column's constraints ask of a text. */
export interface TextFitter {
  readonly fits: (text: string) => boolean;
  /** Leaves a text as it is where it fits, else makes one for row n. */
  readonly adjust: (text: string, n: number) => string;
}

/** Prepares the text demands of a column. */
export function textFitter({ patterns, alphabet, length, letters }: Demands): TextFitter {
  const bounds = wholeBounds(length);
  const shortest = Math.max(bounds.low, 0);
  const longest = Math.max(bounds.high, shortest);
  const isAllowed = new Set(alphabet ?? []);
  const tests = patterns.map(matcherOf);
  const [pattern] = patterns.map(piecesOf);
  const characters = alphabet === null || alphabet === '' ? WORD_CHARACTERS : [...alphabet];
  const withLetters = (text: string): string =>
    letters === null ? text : letters === 'upper' ? text.toUpperCase() : text.toLowerCase();
  const fits = (text: string): boolean =>
    text.length >= shortest &&
    text.length <= longest &&
    (alphabet === null || [...text].every((character) => isAllowed.has(character))) &&
    tests.every((test) => test(text));
  const adjust = (text: string, n: number): string => {
    const cased = withLetters(text);
    if (fits(cased)) return cased;
    if (pattern !== undefined) return withLetters(fillPieces(pattern, n, characters, shortest, longest));
    if (alphabet === null && text.length < shortest) return cased.padEnd(shortest, characters[0]);
    return withLetters(countingText(n, characters, shortest, longest));
  };
  return { fits, adjust };
}

/** The number n written in the given characters, at least and at most so long. */
function countingText(n: number, characters: readonly string[], shortest: number, longest: number): string {
  let text = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / characters.length)) {
    text = (characters[rest % characters.length] ?? '') + text;
  }
  const padded = text.padStart(Math.min(Math.max(shortest, 4), longest), characters[0]);
  return padded.slice(Math.max(padded.length - longest, 0));
}

/** Where every other set of digits and letters begins: a text of digits alone is the same in both cases. */
function firstLetter(characters: readonly string[], at: number): number {
  const letter = characters.findIndex((character) => /[a-z]/i.test(character));
  return at % 2 === 0 || letter === -1 ? 0 : letter;
}

/** Fills a pattern for row n: its sets count, its first free place takes what length is left. */
function fillPieces(
  pieces: readonly Piece[],
  n: number,
  characters: readonly string[],
  shortest: number,
  longest: number,
): string {
  const fixed = pieces.filter((piece) => !piece.any).length;
  const free = pieces.findIndex((piece) => piece.any);
  let rest = n;
  const filled = pieces.map(() => '');
  for (let at = pieces.length - 1; at >= 0; at--) {
    const piece = pieces[at];
    if (piece === undefined || piece.any) continue;
    filled[at] = piece.from[(rest + firstLetter(piece.from, at)) % piece.from.length] ?? '';
    rest = Math.floor(rest / Math.max(piece.from.length, 1));
  }
  if (free !== -1) filled[free] = countingText(n, characters, shortest - fixed, Math.max(longest - fixed, 0));
  return filled.join('');
}
