import type { Index, SchemaSnapshot, Table } from '../model/schema.ts';
import { type IndexKeyPart, indexKey } from './indexKey.ts';

/** An index that another one can stand in for. */
export interface RedundantIndex {
  readonly index: Index;
  /** What has the same columns in front; null: the rowid itself, by its other name. */
  readonly by: Index | null;
  /** The other one has no further columns. */
  readonly isCopy: boolean;
}

interface KeyedIndex {
  readonly index: Index;
  readonly key: readonly IndexKeyPart[];
}

/**
 * The indexes made by name that are the left part or a copy of another index, of a UNIQUE constraint or of the PRIMARY
 * KEY, in the order in which they were made. A unique index is never the left part of a wider one: it refuses more.
 */
export function redundantIndexes({ tables, indexes }: SchemaSnapshot): readonly RedundantIndex[] {
  const order = new Map(indexes.map(({ name }, position) => [name, position]));
  const age = ({ name }: Index): number => order.get(name) ?? -1;
  const found = tables.flatMap((table) => redundantIn(table, age));
  return found.sort((a, b) => age(a.index) - age(b.index));
}

function redundantIn(table: Table, age: (index: Index) => number): readonly RedundantIndex[] {
  const all = table.indexes.map((index): KeyedIndex => ({ index, key: indexKey(table, index) }));
  return all.flatMap(({ index, key }): readonly RedundantIndex[] => {
    if (index.origin !== 'c') return [];
    if (table.rowidAlias !== null && key.length === 1 && key[0]?.column === table.rowidAlias && index.where === null) {
      return [{ index, by: null, isCopy: true }];
    }
    const others = all.filter((other) => standsIn(other, { index, key }, age));
    // A constraint stays whatever becomes of the other indexes.
    const best =
      others.find((other) => other.key.length === key.length) ??
      others.find((other) => other.index.origin !== 'c') ??
      others[0];
    return best === undefined ? [] : [{ index, by: best.index, isCopy: best.key.length === key.length }];
  });
}

/** Whether the first serves every search of the second, refuses what it refuses, and is the one to keep of two copies. */
function standsIn(kept: KeyedIndex, left: KeyedIndex, age: (index: Index) => number): boolean {
  if (kept.index === left.index || kept.index.where !== left.index.where) return false;
  if (!isLeftPart(left.key, kept.key)) return false;
  if (kept.key.length > left.key.length) return !left.index.unique;
  if (kept.index.unique !== left.index.unique) return kept.index.unique;
  return age(kept.index) < age(left.index);
}

/** An index is read in both directions, so that only the turns from one part to the next count. */
function isLeftPart(part: readonly IndexKeyPart[], whole: readonly IndexKeyPart[]): boolean {
  const turned = part[0]?.descending !== whole[0]?.descending;
  return part.every(({ meaning, collation, descending }, position) => {
    const other = whole[position];
    return (
      other !== undefined &&
      meaning === other.meaning &&
      collation === other.collation &&
      (descending !== other.descending) === turned
    );
  });
}
