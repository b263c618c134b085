import type { SchemaDifference, SchemaObject } from '../model/schema.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis } from '../sql/parentheses.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { canonicalSql } from './canonicalSql.ts';
import { differingLines, orTextOnly, wrong } from './differences.ts';

/** What became of a view; `names` are those of all tables, views and columns, in lower case. */
export function viewDifferences(
  before: SchemaObject,
  after: SchemaObject,
  names: () => ReadonlySet<string>,
): readonly SchemaDifference[] {
  if (before.sql === after.sql) return [];
  const object = `view ${before.name}`;
  const [old, now] = [behindName(before.sql), behindName(after.sql)];
  const [a, b] = [resultNames(old).join(', '), resultNames(now).join(', ')];
  const found =
    canonicalSql(old, names()) !== canonicalSql(now, names())
      ? [wrong(object, 'body', ...differingLines(before.sql, after.sql))]
      : a === b
        ? []
        : [wrong(object, 'column names', a, b)];
  return orTextOnly(object, before.sql, after.sql, found);
}

function behindName(sql: string): readonly Token[] {
  const tokens = tokenize(sql);
  return tokens.slice(readCreateHeader(tokens)?.next);
}

/** Names that the text gives to the view's columns, letter by letter: drivers name the fields of a row by them. */
function resultNames(tokens: readonly Token[]): readonly string[] {
  const listed = tokens[0]?.text === '(' ? tokens.slice(1, closingParenthesis(tokens, 0)) : [];
  const outer = outsideParentheses(tokens);
  const select = outer.findIndex((token) => keyword(token) === 'select');
  const from = outer.findIndex((token) => keyword(token) === 'from');
  const results = outer.slice(select + 1, from < 0 ? outer.length : from);
  const aliases = results.filter((_, at) => keyword(results[at - 1]) === 'as');
  return [...listed, ...aliases].map((token) => token.value);
}

function outsideParentheses(tokens: readonly Token[]): readonly Token[] {
  const outer: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.text === '(') at = closingParenthesis(tokens, at);
    else if (token !== undefined) outer.push(token);
  }
  return outer;
}
