import type { Index, SchemaDifference, SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import { orTextOnly, wrong } from './differences.ts';
import { foldName } from './foldName.ts';
import { type IndexText, indexText } from './indexText.ts';

/** What became of a named index that stands in both snapshots. */
export function indexDifferences(
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  old: SchemaObject,
  now: SchemaObject,
): readonly SchemaDifference[] {
  if (old.sql === now.sql) return [];
  const object = `index ${old.name}`;
  const columns = new Set([...columnNames(before, old), ...columnNames(after, now)]);
  const [a, b] = [indexText(old.sql, columns), indexText(now.sql, columns)];
  const [was, is] = [modelOf(before, old), modelOf(after, now)];
  return orTextOnly(object, old.sql, now.sql, [
    ...(foldName(old.table) === foldName(now.table) ? [] : [wrong(object, 'table', old.table, now.table)]),
    ...(was?.unique === is?.unique ? [] : [wrong(object, 'unique', uniqueness(was), uniqueness(is))]),
    ...keyAspects(a, b, was, is).map((aspect) => wrong(object, aspect, a.keys.written, b.keys.written)),
    ...(a.where?.meaning === b.where?.meaning
      ? []
      : [wrong(object, 'where', a.where?.written ?? null, b.where?.written ?? null)]),
  ]);
}

function tableOf({ tables }: SchemaSnapshot, index: SchemaObject) {
  return tables.find(({ name }) => name === index.table);
}

function columnNames(snapshot: SchemaSnapshot, index: SchemaObject): readonly string[] {
  return tableOf(snapshot, index)?.columns.map(({ name }) => foldName(name)) ?? [];
}

function modelOf(snapshot: SchemaSnapshot, index: SchemaObject): Index | undefined {
  return tableOf(snapshot, index)?.indexes.find(({ name }) => name === index.name);
}

function uniqueness(index: Index | undefined): string | null {
  return index?.unique === true ? 'UNIQUE' : null;
}

/** In what two lists of keys differ; a word that changes none of it (ASC) is still another definition. */
function keyAspects(a: IndexText, b: IndexText, old: Index | undefined, now: Index | undefined): readonly string[] {
  if (a.keys.meaning === b.keys.meaning) return [];
  if (keyParts(a, old) !== keyParts(b, now)) return ['columns'];
  const aspects = [
    ...(directions(old) === directions(now) ? [] : ['direction']),
    ...(collations(old) === collations(now) ? [] : ['collation']),
  ];
  return aspects.length > 0 ? aspects : ['definition'];
}

function keyParts(text: IndexText, index: Index | undefined): string {
  const names = index?.columns.map(({ name }) => name) ?? [];
  return text.parts.map((part, at) => (names[at] ? foldName(names[at]) : part)).join('\0');
}

function directions(index: Index | undefined): string | undefined {
  return index?.columns.map(({ descending }) => descending).join();
}

function collations(index: Index | undefined): string | undefined {
  return index?.columns.map(({ collation }) => collation).join();
}
