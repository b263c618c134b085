import type { Index, Table } from '../model/schema.ts';
import { readCreateIndex } from '../sql/createIndex.ts';
import { tokenize } from '../sql/tokens.ts';
import { columnAt } from './facts.ts';

/** The columns of each key that no two rows may share; of a key made of expressions, the columns that they read. */
export function uniqueKeys(table: Table): readonly (readonly string[])[] {
  const primary = table.columns.filter((column) => column.primaryKey > 0).map((column) => column.name);
  const others = table.indexes.filter((index) => index.unique && index.origin !== 'pk');
  return [primary, ...others.map((index) => indexedColumns(table, index))].filter((names) => names.length > 0);
}

/** The columns that an index is made of, directly or in an expression. */
export function indexedColumns(table: Table, index: Index): readonly string[] {
  const direct = index.columns.flatMap((column) => column.name ?? []);
  if (direct.length === index.columns.length || index.sql === null) return direct;
  const tokens = tokenize(readCreateIndex(index.sql).parts.join(' , '));
  const names = new Set(table.columns.map((column) => column.name.toLowerCase()));
  const used = new Set(tokens.map((_, at) => columnAt(tokens, at, names)));
  return table.columns.map((column) => column.name).filter((name) => used.has(name.toLowerCase()));
}
