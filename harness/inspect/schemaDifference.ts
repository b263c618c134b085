import type { SchemaDifference, SchemaObject, SchemaSnapshot, Table } from '../model/schema.ts';
import { wrong } from './differences.ts';
import { foldName } from './foldName.ts';
import { indexDifferences } from './indexDifference.ts';
import { indexOrderDifferences } from './indexOrder.ts';
import { pairByName } from './pairByName.ts';
import { compareTable } from './tableDifference.ts';
import { triggerDifferences } from './triggerDifference.ts';
import { viewDifferences } from './viewDifference.ts';

/** What differs between two schemas, object by object. Nothing means that every stored text is the same, byte for byte. */
export function compareSchemas(before: SchemaSnapshot, after: SchemaSnapshot): readonly SchemaDifference[] {
  if (before === after) return [];
  let known: ReadonlySet<string> | null = null;
  const names = () => {
    known ??= namesOf([before, after]);
    return known;
  };
  return [
    ...differencesOf(withoutShadows(before), withoutShadows(after), compareTable),
    ...differencesOf(before.indexes, after.indexes, (old, now) => indexDifferences(before, after, old, now)),
    ...indexOrderDifferences(before, after),
    ...differencesOf(before.views, after.views, (old, now) => viewDifferences(old, now, names)),
    ...differencesOf(before.triggers, after.triggers, (old, now) => triggerDifferences(old, now, names)),
  ];
}

const CLASSES = ['text-only', 'order-only', 'wrong'] as const;

/** How exactly a schema came back, by the worst of its differences (contract: rollbackVerdict). */
export function schemaVerdict(differences: readonly SchemaDifference[]): 'exact' | SchemaDifference['class'] {
  return CLASSES.findLast((worst) => differences.some((difference) => difference.class === worst)) ?? 'exact';
}

function differencesOf<Kind extends SchemaObject>(
  before: readonly Kind[],
  after: readonly Kind[],
  compare: (old: Kind, now: Kind) => readonly SchemaDifference[],
): readonly SchemaDifference[] {
  return pairByName(before, after).flatMap(([old, now]) => {
    if (old !== null && now !== null) return compare(old, now);
    if (old !== null) return [wrong(`${old.type} ${old.name}`, 'lost', old.sql, null)];
    return now === null ? [] : [wrong(`${now.type} ${now.name}`, 'added', null, now.sql)];
  });
}

/** Scripts cannot change shadow tables, and their virtual table says it all (https://sqlite.org/c3ref/c_dbconfig_defensive.html). */
function withoutShadows({ tables }: SchemaSnapshot): readonly Table[] {
  return tables.filter(({ kind }) => kind !== 'shadow');
}

/** Everything that a view or a trigger can call by name, in lower case. */
function namesOf(snapshots: readonly SchemaSnapshot[]): ReadonlySet<string> {
  const tables = snapshots.flatMap((snapshot) => snapshot.tables);
  const named = [...tables, ...tables.flatMap(({ columns }) => columns), ...snapshots.flatMap(({ views }) => views)];
  return new Set(named.map(({ name }) => foldName(name)));
}
