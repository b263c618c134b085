/** A piece of a text, by its ends. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text and what stands in its place. */
export interface Edit extends Span {
  readonly text: string;
}

/** Changes pieces that do not overlap, and nothing else. */
export function splice(sql: string, edits: readonly Edit[]): string {
  const backwards = [...edits].sort((a, b) => b.start - a.start);
  return backwards.reduce((text, { start, end, text: piece }) => text.slice(0, start) + piece + text.slice(end), sql);
}

/** The piece that runs of tokens or other pieces cover. */
export function spanOf(pieces: readonly Span[]): Span {
  return { start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 };
}

/** Takes one piece out of a list with commas, and one comma with it. */
export function withoutPiece(pieces: readonly Span[], at: number): Edit {
  const [piece, next, previous] = [pieces[at], pieces[at + 1], pieces[at - 1]];
  const { start, end } = piece ?? { start: 0, end: 0 };
  if (next !== undefined) return { start, end: next.start, text: '' };
  return { start: previous?.end ?? start, end, text: '' };
}
