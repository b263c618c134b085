import { readCreateHeader } from './createHeader.ts';
import { keyword } from './keyword.ts';
import { joinTokens } from './normalise.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import { qualifiedName } from './qualifiedName.ts';
import { type Token, tokenize } from './tokens.ts';

/** What only the text of CREATE INDEX tells; `PRAGMA index_xinfo` knows the rest. */
export interface IndexDefinition {
  /** Key parts in order as written, without COLLATE and direction: the only record of an expression. */
  readonly parts: readonly string[];
  /** Tokens of a partial index's condition. */
  readonly where: string | null;
}

/** Reads the text of a CREATE INDEX statement (https://sqlite.org/lang_createindex.html). */
export function readCreateIndex(sql: string): IndexDefinition {
  const tokens = tokenize(sql);
  const header = readCreateHeader(tokens);
  const table = header?.kind === 'index' ? qualifiedName(tokens, header.next + 1) : null;
  if (!table) return { parts: [], where: null };
  const close = closingParenthesis(tokens, table.next);
  const condition = tokens.slice(close + 2).filter((token) => token.text !== ';');
  return {
    parts: commaParts(tokens.slice(table.next + 1, close)).map((part) => keyPart(sql, part)),
    where: keyword(tokens[close + 1]) === 'where' ? joinTokens(condition) : null,
  };
}

function keyPart(sql: string, tokens: readonly Token[]): string {
  let end = tokens.length;
  if (keyword(tokens[end - 2]) === 'nulls') end -= 2;
  if (['asc', 'desc'].includes(keyword(tokens[end - 1])) && end > 1) end--;
  if (keyword(tokens[end - 2]) === 'collate') end -= 2;
  return sql.slice(tokens[0]?.start, tokens[end - 1]?.end);
}
