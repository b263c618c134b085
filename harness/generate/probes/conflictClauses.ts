import { foldName } from '../../inspect/foldName.ts';
import { readTableClauses } from '../../inspect/tableClauses.ts';
import type { Table } from '../../model/schema.ts';
import type { Constraint } from './constraint.ts';

/** What a table's constraint does when a row breaks it; asked with its kind and its columns. */
export type ConflictOf = (
  kind: 'primary key' | 'unique' | 'not null',
  columns: readonly string[],
) => Constraint['conflict'];

/** Reads the ON CONFLICT clauses of a table. CHECK and foreign keys take none (https://sqlite.org/lang_conflict.html). */
export function conflictsOf(table: Table): ConflictOf {
  if (!/ on conflict (?:ignore|replace)\b/.test(table.tokens)) return () => 'refuse';
  const names = new Set([table.name, ...table.columns.map(({ name }) => name)].map(foldName));
  const clauses = readTableClauses(table.sql, names);
  return (kind, columns) => {
    const key = columns.map(foldName).join('\u0000');
    const found = clauses.find((clause) => clause.kind === kind && clause.columns.join('\u0000') === key);
    if (found?.conflict === 'IGNORE') return 'ignore';
    return found?.conflict === 'REPLACE' ? 'replace' : 'refuse';
  };
}
