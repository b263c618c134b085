import type { Index, SchemaDifference, SchemaObject } from '../model/schema.ts';
import { orTextOnly, wrong } from './differences.ts';
import { type IndexText, indexText } from './indexText.ts';

/** A named index as it is written and as the engine tells it. */
export interface NamedIndex {
  readonly object: SchemaObject;
  readonly model: Index | undefined;
}

/** What became of a named index; `columns` are the names of its table's columns in lower case. */
export function indexDifferences(
  before: NamedIndex,
  after: NamedIndex,
  columns: ReadonlySet<string>,
): readonly SchemaDifference[] {
  const [old, now] = [before.object, after.object];
  if (old.sql === now.sql) return [];
  const object = `index ${old.name}`;
  const [a, b] = [indexText(old.sql, columns), indexText(now.sql, columns)];
  const unique = ({ model }: NamedIndex) => (model?.unique === true ? 'UNIQUE' : null);
  return orTextOnly(object, old.sql, now.sql, [
    ...(old.table.toLowerCase() === now.table.toLowerCase() ? [] : [wrong(object, 'table', old.table, now.table)]),
    ...(unique(before) === unique(after) ? [] : [wrong(object, 'unique', unique(before), unique(after))]),
    ...keyAspects(a, b, before.model, after.model).map((name) => wrong(object, name, a.keys.written, b.keys.written)),
    ...(a.where?.meaning === b.where?.meaning
      ? []
      : [wrong(object, 'where', a.where?.written ?? null, b.where?.written ?? null)]),
  ]);
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
  return text.parts.map((part, at) => index?.columns[at]?.name?.toLowerCase() ?? part).join('\0');
}

function directions(index: Index | undefined): string | undefined {
  return index?.columns.map(({ descending }) => descending).join();
}

function collations(index: Index | undefined): string | undefined {
  return index?.columns.map(({ collation }) => collation).join();
}
