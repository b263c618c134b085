import { foldName } from '../../inspect/foldName.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import { mentions } from '../../sql/mentions.ts';
import { leadingVerb } from '../../sql/statementKind.ts';
import type { ClimbedStep } from './climbSchemas.ts';

const WRITES = new Set(['insert', 'replace', 'update', 'delete']);

/** The key under which `touchedObjects` has an object. */
export function objectKey({ type, name }: Pick<SchemaObject, 'type' | 'name'>): string {
  return `${type} ${foldName(name)}`;
}

/**
 * What of a step's schema the step can have broken: objects that it made or changed, tables that it writes to, and the
 * children of the tables among them.
 */
export function touchedObjects({ migration, before, after }: ClimbedStep): ReadonlySet<string> {
  const old = new Map(objectsOf(before).map((object) => [objectKey(object), object.tokens]));
  const changed = objectsOf(after).filter((object) => old.get(objectKey(object)) !== object.tokens);
  const writes = migration.forward.statements.filter(({ text }) => WRITES.has(leadingVerb(text)));
  const written = after.tables.filter(({ name }) => writes.some(({ text }) => mentions(text, name)));
  const touched = new Set([...changed, ...written].map(objectKey));
  const children = after.tables.filter(({ foreignKeys }) =>
    foreignKeys.some(({ parent }) => touched.has(objectKey({ type: 'table', name: parent }))),
  );
  return new Set([...touched, ...children.map(objectKey)]);
}

function objectsOf({ tables, indexes, views, triggers }: SchemaSnapshot): readonly SchemaObject[] {
  return [...tables, ...indexes, ...views, ...triggers];
}
