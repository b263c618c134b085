import { keyword } from './keyword.ts';
import { qualifiedName } from './qualifiedName.ts';
import type { Token } from './tokens.ts';

/** What a CREATE statement says before its body. */
export interface CreateHeader {
  readonly kind: 'table' | 'virtual table' | 'index' | 'view' | 'trigger';
  /** As written, without quotes and schema. */
  readonly name: string;
  readonly ifNotExists: boolean;
  /** Index of the token behind the name. */
  readonly next: number;
}

/** Reads `CREATE [TEMP] <kind> [IF NOT EXISTS] [schema.]name`; null for any other statement (https://sqlite.org/lang.html). */
export function readCreateHeader(tokens: readonly Token[]): CreateHeader | null {
  if (keyword(tokens[0]) !== 'create') return null;
  let at = 1;
  const modifier = keyword(tokens[at]);
  if (['temp', 'temporary', 'unique', 'virtual'].includes(modifier)) at++;
  const word = keyword(tokens[at++]);
  if (word !== 'table' && word !== 'index' && word !== 'view' && word !== 'trigger') return null;
  const ifNotExists = keyword(tokens[at]) === 'if' && keyword(tokens[at + 1]) === 'not';
  const named = qualifiedName(tokens, ifNotExists ? at + 3 : at);
  if (!named) return null;
  return { kind: modifier === 'virtual' ? 'virtual table' : word, name: named.name, ifNotExists, next: named.next };
}
