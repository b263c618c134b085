import { foldName } from '../../inspect/foldName.ts';
import type { Column, Table } from '../../model/schema.ts';
import type { Script, Statement } from '../../model/script.ts';
import { readAlterTable } from '../../sql/alterTable.ts';
import { keyword } from '../../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../../sql/parentheses.ts';
import { qualifiedName } from '../../sql/qualifiedName.ts';
import { findKeyword } from '../../sql/selectArms.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import { type Span, spanOf } from '../splice.ts';
import type { Subject } from './subject.ts';

/** Where everything stands in INSERT INTO … SELECT … FROM …. */
export interface CopyText {
  readonly statement: Statement;
  readonly table: string;
  /** The table that it copies from, where it is one; null for joins and selects inside. */
  readonly source: string | null;
  /** The word INSERT. */
  readonly insert: Span;
  /** The columns that are written; none where the list is left out. */
  readonly columns: readonly (Span & { readonly name: string })[];
  readonly select: Span;
  readonly items: readonly (Span & { readonly tokens: readonly Token[] })[];
  /** Behind the sources, where a WHERE stands or would stand. */
  readonly behindSources: number;
}

const AFTER_SOURCES = ['where', 'group', 'having', 'window', 'order', 'limit', 'returning'];

/** The copies of a script; selects that UNION combines are none (https://sqlite.org/lang_insert.html). */
export function copiesIn({ statements }: Script): readonly CopyText[] {
  return statements.flatMap((statement) => readCopy(statement) ?? []);
}

function readCopy(statement: Statement): CopyText | null {
  const tokens = tokenize(statement.text);
  const named = keyword(tokens[0]) === 'insert' && keyword(tokens[1]) === 'into' ? qualifiedName(tokens, 2) : null;
  if (named === null) return null;
  const hasList = tokens[named.next]?.text === '(';
  const close = hasList ? closingParenthesis(tokens, named.next) : named.next - 1;
  const select = tokens[close + 1];
  const from = findKeyword(tokens, close + 1, ['from']);
  const isCombined = findKeyword(tokens, close + 1, ['union', 'intersect', 'except']) < tokens.length;
  if (select === undefined || keyword(select) !== 'select' || from === tokens.length || isCombined) return null;
  const sources = tokens.slice(from + 1, findKeyword(tokens, from + 1, AFTER_SOURCES));
  const list = hasList ? commaParts(tokens.slice(named.next + 1, close)) : [];
  return {
    statement,
    table: named.name,
    source: sources.length === 1 ? (sources[0]?.value ?? null) : null,
    insert: spanOf(tokens.slice(0, 1)),
    columns: list.map((part) => ({ ...spanOf(part), name: part[0]?.value ?? '' })),
    select: spanOf([select]),
    items: commaParts(tokens.slice(close + 2, from)).map((part) => ({ ...spanOf(part), tokens: part })),
    behindSources: sources.at(-1)?.end ?? statement.text.length,
  };
}

/** A copy by which the rows of a table come back after it was made anew. */
export interface RebuildCopy extends CopyText {
  /** As it was, and as it is at the end. */
  readonly before: Table;
  readonly after: Table;
  /** What each column gets; none where their number differs or no list is given. */
  readonly values: readonly CopiedValue[];
}

export interface CopiedValue extends Span {
  readonly name: string;
  readonly text: string;
  /** null for the rowid. */
  readonly column: Column | null;
  /** A column as it is, and nothing made of it. */
  readonly isBare: boolean;
}

/**
 * The copies of a script that bring rows back. What a script writes into a table of its own is nobody else's promise:
 * whether it suffices shows in the rollback.
 */
export function rebuildCopies({ script, start, end }: Subject): readonly RebuildCopy[] {
  const finalNames = renamesIn(script);
  return copiesIn(script).flatMap((copy) => {
    const name = foldName(finalNames.get(foldName(copy.table)) ?? copy.table);
    const [before, after] = [start, end].map(({ tables }) => tables.find((table) => foldName(table.name) === name));
    return before === undefined || after === undefined
      ? []
      : [{ ...copy, before, after, values: valuesOf(copy, after) }];
  });
}

function valuesOf({ columns, items, statement }: CopyText, { columns: declared }: Table): readonly CopiedValue[] {
  if (columns.length !== items.length) return [];
  return items.map(({ start, end, tokens }, at) => {
    const name = columns[at]?.name ?? '';
    const column = declared.find((candidate) => foldName(candidate.name) === foldName(name)) ?? null;
    return { name, column, start, end, text: statement.text.slice(start, end), isBare: tokens.length === 1 };
  });
}

function renamesIn({ statements }: Script): ReadonlyMap<string, string> {
  return new Map(
    statements.flatMap(({ text }) => {
      const alteration = readAlterTable(tokenize(text));
      return alteration?.kind === 'rename table' ? [[foldName(alteration.table), alteration.to] as const] : [];
    }),
  );
}
