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

/** A table and the other ones that its keys point at, in lower case. */
interface Node {
  readonly table: Table;
  readonly name: string;
  readonly parents: readonly string[];
}

function inOrder(tables: readonly Table[]): readonly Table[] {
  const ordered: Table[] = [];
  let left = nodesOf(tables);
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const free = left.filter(({ parents }) => !parents.some((parent) => waiting.has(parent)));
    const next = free.length > 0 ? free : entrance(left, waiting);
    for (const { table, name } of next) {
      ordered.push(table);
      waiting.delete(name);
    }
    left = left.filter(({ name }) => waiting.has(name));
  }
  return ordered;
}

function nodesOf(tables: readonly Table[]): readonly Node[] {
  return tables.map((table) => {
    const name = table.name.toLowerCase();
    const parents = table.foreignKeys.map(({ parent }) => parent.toLowerCase());
    return { table, name, parents: parents.filter((parent) => parent !== name) };
  });
}

/** The table at which to enter a cycle that no other cycle stands before. */
function entrance(left: readonly Node[], waiting: ReadonlySet<string>): readonly Node[] {
  const parents = new Map(left.map((node) => [node.name, node.parents.filter((parent) => waiting.has(parent))]));
  const ancestors = new Map(left.map(({ name }) => [name, ancestorsOf(name, parents)]));
  const first = left.filter(({ name }) =>
    [...(ancestors.get(name) ?? [])].every((ancestor) => ancestors.get(ancestor)?.has(name)),
  );
  const canWait = first.filter(({ table, name }) =>
    table.foreignKeys.every((key) => {
      const parent = key.parent.toLowerCase();
      return parent === name || !waiting.has(parent) || isOptional(table, key);
    }),
  );
  return (canWait.length > 0 ? canWait : first).slice(0, 1);
}

function ancestorsOf(name: string, parents: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(parents.get(name));
  // A set hands out what is added to it while it is walked through.
  for (const ancestor of found) for (const parent of parents.get(ancestor) ?? []) found.add(parent);
  return found;
}
