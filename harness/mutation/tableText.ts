import { foldName } from '../inspect/foldName.ts';
import type { Table } from '../model/schema.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { type Span, spanOf } from './splice.ts';

export type ClauseKind =
  | 'primary key'
  | 'unique'
  | 'not null'
  | 'check'
  | 'default'
  | 'collate'
  | 'references'
  | 'foreign key'
  | 'generated';

/** A constraint as it stands in the text, with its name where it has one. */
export interface Clause extends Span {
  readonly kind: ClauseKind;
  /** Without the name. */
  readonly tokens: readonly Token[];
}

/** A column or a constraint of the table. */
export interface Item extends Span {
  /** null for a constraint of the table. */
  readonly column: string | null;
  readonly columnName: Span;
  /** The declared type; empty where there is none. */
  readonly type: Span;
  readonly clauses: readonly Clause[];
}

/** Where everything stands in the text of CREATE TABLE. */
export interface TableText {
  readonly sql: string;
  readonly items: readonly Item[];
  /** The closing parenthesis. */
  readonly close: number;
  readonly options: readonly Token[];
}

const TABLE_CONSTRAINTS = ['constraint', 'primary', 'unique', 'check', 'foreign'];

/** Reads where the parts of a table's text stand (https://sqlite.org/lang_createtable.html). */
export function readTableText({ sql }: Pick<Table, 'sql'>): TableText {
  const tokens = tokenize(sql);
  const open = readCreateHeader(tokens)?.next ?? tokens.length;
  if (tokens[open]?.text !== '(') return { sql, items: [], close: sql.length, options: [] };
  const close = closingParenthesis(tokens, open);
  return {
    sql,
    items: commaParts(tokens.slice(open + 1, close)).map(readItem),
    close: tokens[close]?.start ?? sql.length,
    options: tokens.slice(close + 1),
  };
}

/** The item that declares a column. */
export function itemOf({ items }: TableText, column: string): Item | undefined {
  return items.find((item) => item.column !== null && foldName(item.column) === foldName(column));
}

function readItem(tokens: readonly Token[]): Item {
  const isColumn = !TABLE_CONSTRAINTS.includes(keyword(tokens[0]));
  const name = spanOf(tokens.slice(0, 1));
  const body = isColumn ? tokens.slice(1) : tokens;
  const starts = clauseStarts(body);
  const typeTokens = body.slice(0, starts[0] ?? body.length);
  return {
    ...spanOf(tokens),
    column: isColumn ? (tokens[0]?.value ?? '') : null,
    columnName: name,
    type: typeTokens.length === 0 ? { start: name.end, end: name.end } : spanOf(typeTokens),
    clauses: starts.flatMap((start, at) => clauseAt(body.slice(start, starts[at + 1]))),
  };
}

function clauseStarts(tokens: readonly Token[]): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') at = closingParenthesis(tokens, at);
    else if (startsClause(tokens, at)) {
      starts.push(at);
      // The name of a constraint, and a default of a bare word, may look like the start of another clause.
      if (keyword(tokens[at]) === 'constraint') at += 2;
      if (keyword(tokens[at]) === 'default' && tokens[at + 1]?.text !== '(') at++;
      if (keyword(tokens[at]) === 'foreign' || keyword(tokens[at]) === 'generated') at = bodyOf(tokens, at);
    }
  }
  return starts;
}

function startsClause(tokens: readonly Token[], at: number): boolean {
  switch (keyword(tokens[at])) {
    case 'constraint':
    case 'primary':
    case 'unique':
    case 'check':
    case 'collate':
    case 'references':
    case 'foreign':
    case 'generated':
    case 'as':
      return true;
    case 'default':
      return keyword(tokens[at - 1]) !== 'set';
    case 'not':
      return keyword(tokens[at + 1]) === 'null';
    default:
      return false;
  }
}

/** The last token of FOREIGN KEY (…) REFERENCES and of GENERATED ALWAYS AS, which are one clause with what follows. */
function bodyOf(tokens: readonly Token[], from: number): number {
  const words = keyword(tokens[from]) === 'foreign' ? 'references' : 'as';
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') at = closingParenthesis(tokens, at);
    else if (keyword(tokens[at]) === words) return at;
  }
  return tokens.length;
}

const KINDS: Readonly<Partial<Record<string, ClauseKind>>> = {
  primary: 'primary key',
  unique: 'unique',
  not: 'not null',
  check: 'check',
  default: 'default',
  collate: 'collate',
  references: 'references',
  foreign: 'foreign key',
  generated: 'generated',
  as: 'generated',
};

function clauseAt(tokens: readonly Token[]): readonly Clause[] {
  const inner = keyword(tokens[0]) === 'constraint' ? tokens.slice(2) : tokens;
  const kind = KINDS[keyword(inner[0])];
  return kind === undefined ? [] : [{ ...spanOf(tokens), kind, tokens: inner }];
}
