import type { Token } from './tokens.ts';

/** A bare word in lower case, to compare with a keyword; '' for everything else, quoted names included. */
export function keyword(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : '';
}

/** Words that are no column's name where they stand bare in an expression (https://sqlite.org/lang_keywords.html). */
const RESERVED: ReadonlySet<string> = new Set(
  `add all alter and as autoincrement between case cast check collate commit constraint create current_date current_time
  current_timestamp default deferrable delete distinct drop else escape except exists false foreign from group having in
  index insert intersect into is isnull join limit not nothing notnull null on or order primary raise references
  returning select set table then to transaction true union unique update using values when where`.split(/\s+/),
);

/** Whether a word in lower case needs quotes to be read as a name. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}
