import { keyword } from './keyword.ts';
import { isName, qualifiedName } from './qualifiedName.ts';
import { type Token, tokenize } from './tokens.ts';
import { readWith } from './withClause.ts';

/** What a statement does, as its keyword in lower case: that behind a WITH clause, `explain` for an EXPLAIN. */
export function leadingVerb(text: string): string {
  const word = /^[a-z]+/i.exec(text)?.[0].toLowerCase() ?? '';
  return word === 'with' ? keyword(readWith(tokenize(text)).rest[0]) : word;
}

const TRANSACTION_VERBS = ['begin', 'commit', 'end', 'rollback', 'savepoint', 'release'];

/** Whether a statement begins, ends or divides a transaction (https://sqlite.org/lang_transaction.html). */
export function isTransactionCommand(text: string): boolean {
  return TRANSACTION_VERBS.includes(leadingVerb(text));
}

/** A PRAGMA's name in lower case and the value given by `=` or in parentheses, without quotes. */
export interface PragmaCall {
  readonly name: string;
  readonly value: string | null;
}

/** Reads `PRAGMA [schema.]name [= value | (value)]`; null for any other statement (https://sqlite.org/pragma.html#syntax). */
export function pragmaOf(text: string): PragmaCall | null {
  return leadingVerb(text) === 'pragma' ? readPragma(tokenize(text)) : null;
}

function readPragma(tokens: readonly Token[]): PragmaCall | null {
  const named = qualifiedName(tokens, 1);
  if (!named) return null;
  const value = tokens
    .slice(named.next + 1)
    .filter(({ text }) => text !== ')' && text !== ';')
    .map((token) => token.value)
    .join('');
  return { name: named.name.toLowerCase(), value: value === '' ? null : value };
}

const OUTSIDE_PRAGMAS: ReadonlyMap<string, string> = new Map([
  ['writable_schema', 'PRAGMA writable_schema lets a script write the schema table itself'],
  ['temp_store_directory', 'PRAGMA temp_store_directory chooses a folder to write into'],
  ['data_store_directory', 'PRAGMA data_store_directory chooses a folder to write into'],
]);

/** Why a statement would reach outside its database and is never executed; null when it would not. */
export function reachesOutside(text: string): string | null {
  if (!/attach|detach|vacuum|load_extension|writable_schema|store_directory/i.test(text)) return null;
  const tokens = withoutExplain(tokenize(text));
  const loads = tokens.some(
    (token, at) => isName(token) && token.value.toLowerCase() === 'load_extension' && tokens[at + 1]?.text === '(',
  );
  if (loads) return 'load_extension() runs code from a file';
  switch (keyword(tokens[0])) {
    case 'attach':
      return 'ATTACH opens another database';
    case 'detach':
      return 'DETACH lets go of another database';
    case 'vacuum':
      return tokens.some((token) => keyword(token) === 'into') ? 'VACUUM INTO writes another file' : null;
    case 'pragma':
      return OUTSIDE_PRAGMAS.get(readPragma(tokens)?.name ?? '') ?? null;
    default:
      return null;
  }
}

/** SQLite carries out many pragmas while it compiles them, under EXPLAIN too. */
function withoutExplain(tokens: readonly Token[]): readonly Token[] {
  if (keyword(tokens[0]) !== 'explain') return tokens;
  return tokens.slice(keyword(tokens[1]) === 'query' ? 3 : 1);
}
