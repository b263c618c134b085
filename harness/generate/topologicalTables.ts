import type { ForeignKey, SchemaSnapshot, Table } from '../model/schema.ts';
import { isOptional } from './nullability.ts';

/**
 * The tables of a schema, parents before their children, ties by name. A cycle is entered where only keys that may be
 * NULL have to wait, else at its first table by name.
 */
export function topologicalTables(schema: SchemaSnapshot): readonly Table[] {
  const remaining = new Map(schema.tables.map((table) => [table.name.toLowerCase(), table]));
  const ordered: Table[] = [];
  const waitsFor = (table: Table, key: ForeignKey): boolean => {
    const parent = key.parent.toLowerCase();
    return parent !== table.name.toLowerCase() && remaining.has(parent);
  };
  while (remaining.size > 0) {
    const left = [...remaining.values()];
    const free = left.filter((table) => !table.foreignKeys.some((key) => waitsFor(table, key)));
    const optional = (table: Table) =>
      !table.foreignKeys.some((key) => waitsFor(table, key) && !isOptional(table, key));
    const next = free.length > 0 ? free : left.filter(optional).slice(0, 1);
    for (const table of next.length > 0 ? next : left.slice(0, 1)) {
      ordered.push(table);
      remaining.delete(table.name.toLowerCase());
    }
  }
  return ordered;
}
