import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';

/** A change of a schema in one place: the new text of an object, null where it is gone. */
export interface Change {
  /** For example `table users`. */
  readonly object: string;
  /** What is otherwise, for a person. */
  readonly what: string;
  readonly texts: ReadonlyMap<SchemaObject, string | null>;
}

/** One way to damage a schema. */
export interface Operator {
  readonly id: string;
  changes(schema: SchemaSnapshot): Iterable<Change>;
}

/** A schema with one change. */
export interface Mutant {
  readonly operator: string;
  readonly object: string;
  readonly what: string;
  /** The whole schema: tables, indexes, views, triggers. */
  readonly sql: readonly string[];
  /** What was changed, as it was. */
  readonly changed: readonly SchemaObject[];
  /** The changed texts alone. */
  readonly texts: readonly string[];
}

/** The change of one object. */
export function changeOf(object: SchemaObject, what: string, text: string | null): Change {
  return { object: `${object.type} ${object.name}`, what, texts: new Map([[object, text]]) };
}

/** Makes a whole schema of a change. */
export function mutantOf(schema: SchemaSnapshot, operator: string, { object, what, texts }: Change): Mutant {
  return {
    operator,
    object,
    what,
    sql: statementsOf(schema, texts),
    changed: [...texts.keys()],
    texts: [...texts.values()].flatMap((text) => text ?? []),
  };
}

/** The statements that make a schema, without those of an automatic nature. */
export function statementsOf(
  { tables, indexes, views, triggers }: SchemaSnapshot,
  texts: Change['texts'] = new Map(),
): readonly string[] {
  const written = tables.filter(({ kind }) => kind !== 'shadow');
  return [...written, ...indexes, ...views, ...triggers].flatMap((object) => {
    const text = texts.get(object);
    return text === undefined ? object.sql : (text ?? []);
  });
}
