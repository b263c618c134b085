import { foldName } from '../inspect/foldName.ts';
import type { KeyLink } from '../inspect/keyLinks.ts';
import type { BoundStatement } from '../model/engine.ts';
import type { Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { RowValues } from './rowWriter.ts';

/** A row by values that no other row of its table has. */
export interface RowAddress {
  readonly table: Table;
  /** Lower case. */
  readonly columns: readonly string[];
  readonly values: readonly SqlValue[];
}

/** A parent with rows that hang on it, and what is to be done to it. */
export interface KeyProbe {
  readonly event: 'delete' | 'update';
  readonly parent: RowAddress;
  /** The parent's new key; null when it is deleted. */
  readonly to: readonly SqlValue[] | null;
  /** The foreign key on trial; null: everything that hangs on the parent. */
  readonly link: KeyLink | null;
  /** The row that SET DEFAULT would refer to, to be deleted first: it is missed then. */
  readonly missing: RowAddress | null;
}

/** The address of a parent by the columns that a foreign key refers to. */
export function addressOf({ key, parent }: KeyLink, row: RowValues): RowAddress {
  const columns = key.parentColumns.map(foldName);
  return { table: parent, columns, values: columns.map((name) => row.get(name) ?? null) };
}

/** The statements that carry a probe out. */
export function probeStatements({ parent, to, missing }: KeyProbe): readonly BoundStatement[] {
  const change = to === null ? deletionOf(parent) : updateOf(parent, keyedBy(parent, to));
  return missing === null ? [change] : [deletionOf(missing), change];
}

/** Other values for the columns that a row is addressed by. */
export function keyedBy({ columns }: RowAddress, values: readonly SqlValue[]): RowValues {
  return new Map(columns.map((name, at) => [name, values[at] ?? null]));
}

/** DELETE of one row. */
export function deletionOf(row: RowAddress): BoundStatement {
  return { text: `DELETE FROM ${quoteIdentifier(row.table.name)} WHERE ${condition(row)}`, values: row.values };
}

/** UPDATE of one row. */
export function updateOf(row: RowAddress, to: RowValues): BoundStatement {
  const assignments = [...to.keys()].map((name) => `${quoteIdentifier(name)} = ?`).join(', ');
  const text = `UPDATE ${quoteIdentifier(row.table.name)} SET ${assignments} WHERE ${condition(row)}`;
  return { text, values: [...to.values(), ...row.values] };
}

function condition({ columns }: RowAddress): string {
  return columns.map((name) => `${quoteIdentifier(name)} = ?`).join(' AND ');
}
