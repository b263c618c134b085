import type { SchemaSnapshot, Table } from '../../model/schema.ts';

/** The tables whose text declares columns. */
export function ordinaryTables({ tables }: SchemaSnapshot): readonly Table[] {
  return tables.filter(({ kind }) => kind === 'table');
}
