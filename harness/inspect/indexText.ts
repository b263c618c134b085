import { readCreateHeader } from '../sql/createHeader.ts';
import { readCreateIndex } from '../sql/createIndex.ts';
import { closingParenthesis } from '../sql/parentheses.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { canonicalSql } from './canonicalSql.ts';

/** The text of an index behind the name of its table, to compare and to show. */
export interface IndexText {
  /** Key parts without COLLATE and direction. */
  readonly parts: readonly string[];
  /** The whole list of key parts, with its parentheses. */
  readonly keys: IndexPassage;
  /** A partial index's condition, with the word WHERE. */
  readonly where: IndexPassage | null;
}

export interface IndexPassage {
  readonly meaning: string;
  readonly written: string;
}

/** Takes a CREATE INDEX apart; `columns` are the names of the table's columns in lower case. */
export function indexText(sql: string, columns: ReadonlySet<string>): IndexText {
  const tokens = tokenize(sql);
  const open = qualifiedName(tokens, (readCreateHeader(tokens)?.next ?? 0) + 1)?.next ?? 0;
  const close = closingParenthesis(tokens, open) + 1;
  const passage = (part: readonly Token[]): IndexPassage => ({
    meaning: canonicalSql(part, columns),
    written: sql.slice(part[0]?.start, part.at(-1)?.end),
  });
  return {
    parts: readCreateIndex(sql).parts.map((part) => canonicalSql(tokenize(part), columns)),
    keys: passage(tokens.slice(open, close)),
    where: close < tokens.length ? passage(tokens.slice(close)) : null,
  };
}
