import type { SchemaDifference, SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import { foldName } from './foldName.ts';

/**
 * Tables whose indexes were made in another order. Nothing but the planner's choice between equals follows it
 * (https://sqlite.org/queryplanner-ng.html), so it counts like another spelling of the text.
 */
export function indexOrderDifferences(before: SchemaSnapshot, after: SchemaSnapshot): readonly SchemaDifference[] {
  const [old, now] = [shared(before, after), shared(after, before)];
  return [...old].flatMap(([table, indexes]) => {
    const names = [indexes, now.get(table) ?? []].map((list) => list.map(({ name }) => name).join(', '));
    const [was, is] = [names[0] ?? '', names[1] ?? ''];
    if (foldName(was) === foldName(is)) return [];
    return [{ object: `table ${table}`, aspect: 'index order', before: was, after: is, class: 'text-only' as const }];
  });
}

/** By table, the indexes that the other snapshot has as well. */
function shared(snapshot: SchemaSnapshot, other: SchemaSnapshot): ReadonlyMap<string, readonly SchemaObject[]> {
  const there = new Set(other.indexes.map(identity));
  return Map.groupBy(
    snapshot.indexes.filter((index) => there.has(identity(index))),
    ({ table }) => foldName(table),
  );
}

function identity({ table, name }: SchemaObject): string {
  return foldName(`${table}\0${name}`);
}
