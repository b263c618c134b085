import { joinTokens } from '../sql/normalise.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { Token } from '../sql/tokens.ts';
import { foldName } from './foldName.ts';

/** Words that mean something else when they stand in quotes: there they are a column, an alias, or a string. */
const NEVER_NAMES: ReadonlySet<string> = new Set(
  [
    'null true false current_time current_date current_timestamp',
    'natural left right full inner outer cross',
    'all distinct not isnull notnull',
  ].flatMap((words) => words.split(' ')),
);

const BARE_NAME = /^[a-z_\u0080-\uffff][\w$\u0080-\uffff]*$/;

/**
 * Normalised text to tell meanings apart. A double-quoted word that names nothing is a string to SQLite or the name of
 * a result column, so that its letter case counts (https://sqlite.org/quirks.html#double_quoted_string_literals_are_accepted);
 * `names`, in lower case, are those of the columns and tables that can be meant.
 */
export function canonicalSql(tokens: readonly Token[], names: ReadonlySet<string>): string {
  return tokens.map((token) => canonicalToken(token, names)).join(' ');
}

function canonicalToken(token: Token, names: ReadonlySet<string>): string {
  if (token.kind === 'word') return foldName(token.text);
  if (token.kind !== 'name') return joinTokens([token]);
  const name = foldName(token.value);
  const meant = names.has(name) ? name : token.value;
  return meant === name && BARE_NAME.test(name) && !NEVER_NAMES.has(name) ? name : quoteIdentifier(meant);
}
