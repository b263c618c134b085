import type { Statement } from '../../model/script.ts';
import { readCreateHeader } from '../../sql/createHeader.ts';
import { keyword } from '../../sql/keyword.ts';
import { qualifiedName } from '../../sql/qualifiedName.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';

/** What a statement is about. */
export interface Target {
  readonly verb: 'create' | 'drop' | 'alter' | 'insert' | 'update' | 'delete';
  readonly kind: 'table' | 'index' | 'view' | 'trigger';
  /** As written, without quotes. */
  readonly name: string;
  /** Index of the token behind the name. */
  readonly next: number;
}

/** Reads what a statement creates, drops, alters or writes to; null for any other, and behind a WITH clause. */
export function targetOf(tokens: readonly Token[]): Target | null {
  const header = readCreateHeader(tokens);
  if (header !== null) {
    const kind = header.kind === 'virtual table' ? 'table' : header.kind;
    return { verb: 'create', kind, name: header.name, next: header.next };
  }
  const [first, second] = [keyword(tokens[0]), keyword(tokens[1])];
  const conflict = second === 'or' ? 2 : 0;
  switch (first) {
    case 'drop':
      return isKind(second) ? named('drop', second, tokens, keyword(tokens[2]) === 'if' ? 4 : 2) : null;
    case 'alter':
      return named('alter', 'table', tokens, 2);
    case 'insert':
      return named('insert', 'table', tokens, 2 + conflict);
    case 'replace':
      return named('insert', 'table', tokens, 2);
    case 'update':
      return named('update', 'table', tokens, 1 + conflict);
    case 'delete':
      return named('delete', 'table', tokens, 2);
    default:
      return null;
  }
}

/** The same as words, for example `index posts_author`; the statement's first word where it is about nothing. */
export function objectOf({ text }: Statement): string {
  const tokens = tokenize(text);
  const target = targetOf(tokens);
  return target === null ? keyword(tokens[0]) : `${target.kind} ${target.name}`;
}

function isKind(word: string): word is Target['kind'] {
  return ['table', 'index', 'view', 'trigger'].includes(word);
}

function named(verb: Target['verb'], kind: Target['kind'], tokens: readonly Token[], at: number): Target | null {
  const name = qualifiedName(tokens, at);
  return name === null ? null : { verb, kind, ...name };
}
