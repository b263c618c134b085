import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { isOptional } from './nullability.ts';

const orders = new WeakMap<SchemaSnapshot, readonly Table[]>();

/**
 * The tables of a schema, parents before their children, ties by name. A cycle is entered where only keys that may be
 * NULL have to wait, else at its first table by name.
 */
export function topologicalTables(schema: SchemaSnapshot): readonly Table[] {
  const known = orders.get(schema) ?? inOrder(schema.tables);
  orders.set(schema, known);
  return known;
}

interface Waiting {
  readonly table: Table;
  readonly name: string;
  /** Tables that have to come first, and those of them whose keys allow no NULL. */
  readonly parents: readonly string[];
  readonly required: readonly string[];
}

function inOrder(tables: readonly Table[]): readonly Table[] {
  const ordered: Table[] = [];
  const placed = new Set<string>();
  const all = new Set(tables.map(({ name }) => name.toLowerCase()));
  let left = tables.map((table) => waiting(table, all));
  while (left.length > 0) {
    const isPlaced = (name: string): boolean => placed.has(name);
    const free = left.filter(({ parents }) => parents.every(isPlaced));
    const next = free.length > 0 ? free : entrance(left, isPlaced);
    for (const { table, name } of next) {
      ordered.push(table);
      placed.add(name);
    }
    left = left.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}

/** The table at which to enter a cycle that no other cycle stands before. */
function entrance(left: readonly Waiting[], isPlaced: (name: string) => boolean): readonly Waiting[] {
  const byName = new Map(left.map((one) => [one.name, one]));
  const ancestorsOf = (name: string): ReadonlySet<string> => {
    const found = new Set(byName.get(name)?.parents);
    // A set hands out what is added to it while it is walked through.
    for (const ancestor of found) for (const parent of byName.get(ancestor)?.parents ?? []) found.add(parent);
    return found;
  };
  const ancestors = new Map(left.map(({ name }) => [name, ancestorsOf(name)]));
  const first = left.filter(({ name }) =>
    [...(ancestors.get(name) ?? [])].every((ancestor) => isPlaced(ancestor) || ancestors.get(ancestor)?.has(name)),
  );
  const canWait = first.filter(({ required }) => required.every(isPlaced));
  return (canWait.length > 0 ? canWait : first).slice(0, 1);
}

function waiting(table: Table, all: ReadonlySet<string>): Waiting {
  const name = table.name.toLowerCase();
  const keys = table.foreignKeys.map((key) => ({ parent: key.parent.toLowerCase(), isOpen: isOptional(table, key) }));
  const relevant = keys.filter(({ parent }) => parent !== name && all.has(parent));
  return {
    table,
    name,
    parents: relevant.map(({ parent }) => parent),
    required: relevant.filter(({ isOpen }) => !isOpen).map(({ parent }) => parent),
  };
}
