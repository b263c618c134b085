import type { ForeignKey, Table } from '../model/schema.ts';

/**
 * Whether a stored column accepts NULL and keeps it. A key column of a plain table does
 * (https://sqlite.org/quirks.html); another name of the rowid turns NULL into the next rowid.
 */
export function mayBeNull(table: Table, name: string): boolean {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined || column.notNull || column.generated !== 'no' || name === table.rowidAlias) return false;
  return column.primaryKey === 0 || !(table.strict || table.withoutRowid);
}

/**
 * Whether a row can leave a foreign key open: NULL in any of its columns does
 * (https://sqlite.org/foreignkeys.html#fk_composite).
 */
export function isOptional(table: Table, key: ForeignKey): boolean {
  return key.columns.some((name) => mayBeNull(table, name));
}
