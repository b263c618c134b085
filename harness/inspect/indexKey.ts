import type { Index, Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { foldName } from './foldName.ts';
import { indexText } from './indexText.ts';

/** A column or expression that an index sorts its rows by. */
export interface IndexKeyPart {
  /** The same for parts that mean the same. */
  readonly meaning: string;
  /** As SQL, to compare with something. */
  readonly sql: string;
  /** null for an expression, and for the rowid. */
  readonly column: string | null;
  readonly collation: string;
  readonly descending: boolean;
}

/** The parts of an index in order. */
export function indexKey(table: Table, { sql, columns }: Index): readonly IndexKeyPart[] {
  const names = new Set(table.columns.map(({ name }) => foldName(name)));
  const written = sql === null ? [] : indexText(sql, names).parts;
  return columns.map(({ name, collation, descending }, position) => ({
    meaning: name === null ? (written[position] ?? '') : foldName(name),
    sql: name === null ? `(${written[position] ?? 'NULL'})` : quoteIdentifier(name),
    column: name,
    collation,
    descending,
  }));
}
