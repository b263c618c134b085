import { isReserved } from './keyword.ts';
import { type Token, tokenize } from './tokens.ts';

/**
 * SQL reduced to what it says: no comments, blanks or closing semicolon, words in lower case, names without quotes
 * where the quotes change nothing. RENAME quotes the new name and ALTER keeps comments, so two texts with the same
 * meaning are often not the same bytes.
 */
export function normaliseSql(sql: string): string {
  const tokens = tokenize(sql);
  const end = tokens.at(-1)?.text === ';' ? tokens.length - 1 : tokens.length;
  return joinTokens(tokens.slice(0, end));
}

/** The normalised text of a run of tokens. */
export function joinTokens(tokens: readonly Token[]): string {
  return tokens.map(normalForm).join(' ');
}

const BARE_NAME = /^[a-z_\u0080-\uffff][\w$\u0080-\uffff]*$/;

function normalForm(token: Token): string {
  switch (token.kind) {
    case 'word':
      return lowerCase(token.text);
    case 'name': {
      const name = lowerCase(token.value);
      return BARE_NAME.test(name) && !isReserved(name) ? name : `"${name.replaceAll('"', '""')}"`;
    }
    case 'blob':
    case 'number':
      return token.text.toLowerCase();
    default:
      return token.text;
  }
}

/** SQLite compares names without case in ASCII only: É and é are two names. */
function lowerCase(name: string): string {
  if (!/[^\0-\x7f]/.test(name)) return name.toLowerCase();
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
