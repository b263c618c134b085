import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { SchemaDifference, SchemaSnapshot } from '../../harness/model/schema.ts';
import { database } from './database.ts';

/** The schema that the statements make. */
export async function schemaOf(...statements: readonly string[]): Promise<SchemaSnapshot> {
  return readSchema(await database(...statements));
}

/** A difference as one line. */
export function lineOf({ class: kind, object, aspect, before, after }: SchemaDifference): string {
  return `${kind}: ${object}, ${aspect}: ${before ?? 'nothing'} -> ${after ?? 'nothing'}`;
}
