/** A stretch of a script in which nothing is SQL: a quoted text or name, or a comment. */
export interface Passage {
  readonly kind: 'quoted' | 'line comment' | 'block comment';
  /** As written; a line comment without the end of its line. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A quote written twice reads as two quoted passages, which is as good. */
const PASSAGE = /(--[^\n]*)|(\/\*[\s\S]*?(?:\*\/|$))|'[^']*'?|"[^"]*"?|`[^`]*`?|\[[^\]]*\]?/g;

/** The quoted texts and comments of a script in order; one that is still open goes on to the end. */
export function readPassages(sql: string): readonly Passage[] {
  return Array.from(sql.matchAll(PASSAGE), (match) => ({
    kind: match[1] !== undefined ? 'line comment' : match[2] !== undefined ? 'block comment' : 'quoted',
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
