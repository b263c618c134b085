import { keyword } from './keyword.ts';
import { commaParts } from './parentheses.ts';
import { findKeyword } from './selectArms.ts';
import type { Token } from './tokens.ts';

/** The columns, in lower case, that the assignments behind a SET write (https://sqlite.org/lang_update.html). */
export function assignedColumns(tokens: readonly Token[]): readonly string[] {
  const end = findKeyword(tokens, 0, ['from', 'where', 'returning', 'order', 'limit', 'on']);
  return commaParts(tokens.slice(0, end)).flatMap((assignment) => {
    const equals = assignment.findIndex(({ text }) => text === '=');
    const names = assignment.slice(0, equals).filter(({ kind }) => kind !== 'punctuation');
    return names.map((name) => name.value.toLowerCase());
  });
}

/** The columns that the DO UPDATE clauses of an upsert write (https://sqlite.org/lang_upsert.html). */
export function upsertedColumns(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, at) => {
    const isUpsert =
      keyword(token) === 'set' && keyword(tokens[at - 1]) === 'update' && keyword(tokens[at - 2]) === 'do';
    return isUpsert ? assignedColumns(tokens.slice(at + 1)) : [];
  });
}
