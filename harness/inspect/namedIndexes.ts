import type { Index, SchemaSnapshot, Table } from '../model/schema.ts';

/** An index and the table that it belongs to. */
export interface NamedIndex {
  readonly table: Table;
  readonly index: Index;
}

/** The indexes that CREATE INDEX made, in the order in which they were made. */
export function namedIndexes({ tables, indexes }: SchemaSnapshot): readonly NamedIndex[] {
  const all = tables.flatMap((table) => table.indexes.map((index) => ({ table, index })));
  const byName = new Map(all.map((one) => [one.index.name, one]));
  return indexes.flatMap(({ name }) => byName.get(name) ?? []);
}
