import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { type Span, spanOf } from './splice.ts';

/** A column or expression of an index as it stands in the text. */
export interface IndexPart extends Span {
  readonly expression: string;
  /** With COLLATE and a blank before it; '' where none is written. */
  readonly collation: string;
  readonly isNocase: boolean;
  readonly descending: boolean;
}

/** Where everything stands in the text of CREATE INDEX. */
export interface IndexText {
  readonly sql: string;
  readonly unique: Span | null;
  /** Where the word INDEX begins. */
  readonly word: number;
  readonly parts: readonly IndexPart[];
  readonly where: Span | null;
  readonly condition: Span | null;
}

/** Reads where the parts of an index's text stand (https://sqlite.org/lang_createindex.html). */
export function readIndexText(sql: string): IndexText | null {
  const tokens = tokenize(sql);
  const header = readCreateHeader(tokens);
  const table = header?.kind === 'index' ? qualifiedName(tokens, header.next + 1) : null;
  const word = tokens.find((token) => keyword(token) === 'index');
  if (table === null || word === undefined) return null;
  const close = closingParenthesis(tokens, table.next);
  const where = tokens[close + 1];
  const unique = tokens[1];
  return {
    sql,
    unique: unique !== undefined && keyword(unique) === 'unique' ? spanOf([unique]) : null,
    word: word.start,
    parts: commaParts(tokens.slice(table.next + 1, close)).map((part) => readPart(sql, part)),
    where: where === undefined ? null : spanOf([where]),
    condition: where === undefined ? null : spanOf(tokens.slice(close + 2)),
  };
}

function readPart(sql: string, tokens: readonly Token[]): IndexPart {
  const direction = keyword(tokens.at(-1));
  const hasDirection = tokens.length > 1 && ['asc', 'desc'].includes(direction);
  const bare = hasDirection ? tokens.slice(0, -1) : tokens;
  const isCollated = keyword(bare.at(-2)) === 'collate';
  const span = spanOf(isCollated ? bare.slice(0, -2) : bare);
  const collation = isCollated ? (bare.at(-1)?.value ?? '') : '';
  return {
    ...spanOf(tokens),
    expression: sql.slice(span.start, span.end),
    collation: isCollated ? ` COLLATE ${collation}` : '',
    isNocase: collation.toUpperCase() === 'NOCASE',
    descending: hasDirection && direction === 'desc',
  };
}
