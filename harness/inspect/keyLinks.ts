import type { Column, ForeignKey, SchemaSnapshot, Table } from '../model/schema.ts';
import { foldName } from './foldName.ts';

/** A foreign key between two tables that are there, with its columns by their place in the rows that are read. */
export interface KeyLink {
  readonly key: ForeignKey;
  readonly child: Table;
  readonly parent: Table;
  readonly childAt: readonly number[];
  readonly parentAt: readonly number[];
  /** What the key is compared as: the parent's affinity and collation (https://sqlite.org/foreignkeys.html#fk_indexes). */
  readonly parentColumns: readonly Column[];
}

const links = new WeakMap<SchemaSnapshot, readonly KeyLink[]>();

/** The foreign keys of a schema, by child table and in declared order; those that refer to nothing are left out. */
export function keyLinks(schema: SchemaSnapshot): readonly KeyLink[] {
  const known = links.get(schema) ?? findLinks(schema);
  links.set(schema, known);
  return known;
}

/** The foreign keys that refer to a table. */
export function linksTo(schema: SchemaSnapshot, parent: Table): readonly KeyLink[] {
  return keyLinks(schema).filter((link) => link.parent === parent);
}

function findLinks({ tables }: SchemaSnapshot): readonly KeyLink[] {
  const byName = new Map(tables.map((table) => [foldName(table.name), table]));
  return tables.flatMap((child) =>
    child.foreignKeys.flatMap((key) => {
      const parent = byName.get(foldName(key.parent));
      return parent === undefined ? [] : linkBetween(key, child, parent);
    }),
  );
}

function linkBetween(key: ForeignKey, child: Table, parent: Table): readonly KeyLink[] {
  const childAt = positionsIn(child, key.columns);
  const parentAt = positionsIn(parent, key.parentColumns);
  const columns = readColumns(parent);
  const parentColumns = parentAt.flatMap((position) => columns[position] ?? []);
  const isWhole = !childAt.includes(-1) && parentColumns.length === childAt.length;
  return isWhole ? [{ key, child, parent, childAt, parentAt, parentColumns }] : [];
}

function positionsIn(table: Table, names: readonly string[]): readonly number[] {
  const columns = readColumns(table).map(({ name }) => foldName(name));
  return names.map((name) => columns.indexOf(foldName(name)));
}

/** Those that `readData` gives the cells of. */
function readColumns({ columns }: Table): readonly Column[] {
  return columns.filter(({ hidden }) => !hidden);
}
