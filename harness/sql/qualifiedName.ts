import type { Token } from './tokens.ts';

/** An object's name, and where the text goes on behind it. */
export interface QualifiedName {
  /** As written, without quotes and schema. */
  readonly name: string;
  readonly next: number;
}

/** Reads `[schema.]name`; a string literal serves as a name too (https://sqlite.org/lang_keywords.html). */
export function qualifiedName(tokens: readonly Token[], at: number): QualifiedName | null {
  const first = tokens[at];
  if (!isName(first)) return null;
  const second = tokens[at + 2];
  if (tokens[at + 1]?.text === '.' && isName(second)) return { name: second.value, next: at + 3 };
  return { name: first.value, next: at + 1 };
}

/** Whether a token can be the name of something. */
export function isName(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'name' || token?.kind === 'string';
}
