import { foldName } from '../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { type Token, tokenize } from '../sql/tokens.ts';

/** The tables that a view's or trigger's text names. */
export function tablesIn({ tables }: SchemaSnapshot, sql: string): readonly Table[] {
  const names = new Set(tokenize(sql).map(({ value }) => foldName(value)));
  return tables.filter(({ name, kind }) => kind === 'table' && names.has(foldName(name)));
}

const COMPARING = /^(?:=|==|<>|!=|<|<=|>|>=|in|is|isnull|notnull|like|glob|between|not)$/i;

/** The columns of a table that an expression in the text compares with something. */
export function comparedColumns({ columns }: Table, sql: string): readonly string[] {
  const tokens = tokenize(sql);
  const compared = new Set(tokens.filter((_, at) => isCompared(tokens, at)).map(({ value }) => foldName(value)));
  return columns
    .filter(({ name, generated }) => generated === 'no' && compared.has(foldName(name)))
    .map(({ name }) => name);
}

/** The columns of a table that can be written and that a text names. */
export function mentionedColumns({ columns }: Table, sql: string): readonly string[] {
  const named = new Set(tokenize(sql).map(({ value }) => foldName(value)));
  return columns.flatMap(({ name, generated }) => (generated === 'no' && named.has(foldName(name)) ? [name] : []));
}

function isCompared(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text === '.' ? at - 3 : at - 1;
  return COMPARING.test(tokens[at + 1]?.text ?? '') || COMPARING.test(tokens[before]?.text ?? '');
}

/** The values that a text mentions and those next to them, as SQL; NULL and a word that it does not mention. */
export function valuesIn(sql: string): readonly string[] {
  const found = tokenize(sql).flatMap(({ kind, text }) => {
    if (kind === 'string') return [text];
    return kind === 'number' && /^\d{1,12}$/.test(text)
      ? [text, String(Number(text) + 1), String(Number(text) - 1)]
      : [];
  });
  return [...new Set([...found, 'NULL', "'stepproof'"])];
}
