import { joinTokens } from '../sql/normalise.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { Token } from '../sql/tokens.ts';

/** Words that mean something else when they stand in quotes: there they are a column, an alias, or a string. */
const NEVER_NAMES: ReadonlySet<string> = new Set(
  [
    'null true false current_time current_date current_timestamp',
    'natural left right full inner outer cross',
    'all distinct not isnull notnull',
  ].flatMap((words) => words.split(' ')),
);

/**
 * Normalised text to tell meanings apart. A double-quoted word that names nothing is a string to SQLite or the name of
 * a result column, so that its letter case counts (https://sqlite.org/quirks.html#double_quoted_string_literals_are_accepted);
 * `names`, in lower case, are those of the columns and tables that can be meant.
 */
export function canonicalSql(tokens: readonly Token[], names: ReadonlySet<string>): string {
  return tokens.map((token) => canonicalToken(token, names)).join(' ');
}

function canonicalToken(token: Token, names: ReadonlySet<string>): string {
  const lower = token.value.toLowerCase();
  if (token.kind !== 'name') return joinTokens([token]);
  if (NEVER_NAMES.has(lower)) return quoteIdentifier(names.has(lower) ? lower : token.value);
  return names.has(lower) || token.value === lower ? joinTokens([token]) : quoteIdentifier(token.value);
}
