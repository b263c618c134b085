import { conjuncts } from '../../generate/probes/conjuncts.ts';
import { foldName } from '../../inspect/foldName.ts';
import type { Table } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { closingParenthesis } from '../../sql/parentheses.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';

/**
 * What a column holds besides NULL and bytes, for certain. `numbers`: nothing else; `words`: texts that begin with a
 * letter, and so look like no number and stand above every text that does; `signs`: texts without letters, and without
 * the characters that ASCII has between its capital and its small ones.
 */
export type Domain = 'numbers' | 'words' | 'signs';

/** Tells from a table's own CHECKs, or from those of the parents of its foreign keys, that a column is of a domain. */
export function isOfDomain(
  tables: readonly Table[],
  table: Table,
  column: string,
  domain: Domain,
  seen: readonly string[] = [],
): boolean {
  const own = table.columns.find(({ name }) => foldName(name) === foldName(column));
  const key = `${foldName(table.name)}.${foldName(column)}`;
  if (own === undefined || seen.includes(key)) return false;
  const path = [...seen, key];
  if (domain === 'numbers' && isNumeric(table, column)) return true;
  if (domain === 'numbers' && own.affinity === 'TEXT') return false;
  const parts = table.checks.flatMap((check) => conjuncts(tokenize(check.tokens))).map(tokenize);
  const isLess = (name: string) =>
    table.columns.some((other) => foldName(other.name) === foldName(name) && other.notNull) &&
    isOfDomain(tables, table, name, domain, path);
  return parts.some((part) => limits(part, column, domain, isLess)) || isInherited(tables, table, column, domain, path);
}

/** Another name of the rowid, and a column of numbers in a STRICT table (https://sqlite.org/stricttables.html). */
function isNumeric({ rowidAlias, strict, columns }: Table, column: string): boolean {
  const own = columns.find(({ name }) => foldName(name) === foldName(column));
  return (
    foldName(rowidAlias ?? '') === foldName(column) || (strict && ['INTEGER', 'REAL'].includes(own?.affinity ?? ''))
  );
}

/** A key of one column always has its parent's value, one of several only where none of them is NULL. */
function isInherited(
  tables: readonly Table[],
  { foreignKeys, columns }: Table,
  column: string,
  domain: Domain,
  path: readonly string[],
): boolean {
  const isNeverNull = (name: string) =>
    columns.some((other) => foldName(other.name) === foldName(name) && other.notNull);
  return foreignKeys.some(({ columns: names, parent, parentColumns }) => {
    const at = names.findIndex((name) => foldName(name) === foldName(column));
    const above = tables.find(({ name }) => foldName(name) === foldName(parent));
    const key = parentColumns[at];
    if (at === -1 || above === undefined || key === undefined) return false;
    return (names.length === 1 || names.every(isNeverNull)) && isOfDomain(tables, above, key, domain, path);
  });
}

/** Whether a condition that no row may break limits the column to the domain; `isLess` asks of a column that it has to stay below. */
function limits(tokens: readonly Token[], column: string, domain: Domain, isLess: (name: string) => boolean): boolean {
  const parts = alternatives(tokens);
  const telling = parts.filter((part) => !isNullTest(part, column));
  return telling.length > 0 && telling.every((part) => isLimit(part, column, domain, isLess));
}

function alternatives(tokens: readonly Token[]): readonly (readonly Token[])[] {
  if (tokens[0]?.text === '(' && closingParenthesis(tokens, 0) === tokens.length - 1)
    return alternatives(tokens.slice(1, -1));
  const parts: (readonly Token[])[] = [];
  let start = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') at = closingParenthesis(tokens, at);
    else if (['case', 'and'].includes(keyword(tokens[at])) && !tokens.some((token) => keyword(token) === 'between'))
      return [tokens];
    else if (keyword(tokens[at]) === 'or') {
      parts.push(tokens.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, tokens.slice(start)];
}

function isNullTest(tokens: readonly Token[], column: string): boolean {
  const words = tokens.slice(1).map(({ text }) => text.toLowerCase());
  return names(tokens[0], column) && ['is null', 'isnull'].includes(words.join(' '));
}

function names(token: Token | undefined, column: string): boolean {
  const isName = token?.kind === 'word' || token?.kind === 'name';
  return isName && foldName(token.value) === foldName(column);
}

function isLimit(
  [subject, operator, ...rest]: readonly Token[],
  column: string,
  domain: Domain,
  isLess: (name: string) => boolean,
): boolean {
  if (!names(subject, column) || operator === undefined) return false;
  const values = rest.filter(({ text }) => !['(', ')', ','].includes(text));
  const sign = operator.text.toLowerCase();
  if (sign === 'in' || sign === '=' || sign === '==' || sign === 'is') {
    return values.length > 0 && values.every((value) => isLiteralOf(value, domain));
  }
  if (domain === 'numbers') {
    if (sign === 'between') return isNumber(rest.slice(rest.findIndex((token) => keyword(token) === 'and') + 1));
    if (sign !== '<' && sign !== '<=') return false;
    const [other] = rest;
    return (
      isNumber(rest) || (rest.length === 1 && other !== undefined && other.kind !== 'string' && isLess(other.value))
    );
  }
  const [pattern] = rest;
  if (rest.length !== 1 || pattern?.kind !== 'string') return false;
  if (domain === 'words') return WORD_OPERATORS.has(sign) && BEGINS_WITH_LETTER.test(pattern.value);
  return sign === 'glob' && /^(?:\[0-9\]|[!-)+->@])+$/.test(pattern.value);
}

const WORD_OPERATORS: ReadonlySet<string> = new Set(['like', 'glob', '>', '>=']);
const BEGINS_WITH_LETTER = /^(?:[A-Za-z]|\[[A-Za-z](?:-[A-Za-z])?\])/;

function isLiteralOf({ kind, value, text }: Token, domain: Domain): boolean {
  if (domain === 'numbers') return kind === 'number' || text === '-' || text === '+';
  if (kind !== 'string') return false;
  return domain === 'words' ? /^[A-Za-z]/.test(value) : !/[A-Za-z[\]\\^_`]/.test(value);
}

function isNumber(tokens: readonly Token[]): boolean {
  const bare = tokens[0]?.text === '-' || tokens[0]?.text === '+' ? tokens.slice(1) : tokens;
  return bare.length === 1 && bare[0]?.kind === 'number';
}
