import { foldName } from './foldName.ts';

/** Something before and after; null where it is not there. */
export type Pair<Item> = readonly [Item, Item] | readonly [Item, null] | readonly [null, Item];

/** Finds what bears the same name before and after, as SQLite compares names: first in the order of before, then what is new. */
export function pairByName<Item extends { readonly name: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Pair<Item>[] {
  const added = new Map(after.map((item) => [foldName(item.name), item]));
  const known = before.map((item): Pair<Item> => {
    const name = foldName(item.name);
    const partner = added.get(name);
    added.delete(name);
    return partner === undefined ? [item, null] : [item, partner];
  });
  return [...known, ...[...added.values()].map((item): Pair<Item> => [null, item])];
}
