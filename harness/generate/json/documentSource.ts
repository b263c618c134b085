import type { Arbitrary } from 'fast-check';
import type { DocumentSchema } from '../../model/config.ts';
import { UserError } from '../../model/errors.ts';
import { UNMET_SCHEMA } from './bounded.ts';
import { documentArbitrary } from './documents.ts';
import type { FastCheck } from './fastCheck.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { isReadable, readSchema } from './readSchema.ts';

/** Documents that a zod schema accepts, and what is known of them. */
export interface DocumentSource {
  readonly fc: FastCheck;
  readonly documents: Arbitrary<unknown>;
  readonly root: JsonSchema;
}

/** Code of the error for a schema of something that JSON cannot hold. */
export const UNHOLDABLE_SCHEMA = 'unholdable-schema';

/**
 * Makes documents of a zod schema. Throws `UserError` for a schema of what JSON has no form for, with the place, and for
 * one that no document was found for.
 */
export async function documentSource(schema: DocumentSchema): Promise<DocumentSource> {
  if (!isReadable(schema)) {
    throw new UserError(UNHOLDABLE_SCHEMA, 'the schema is not one of zod 4', {
      why: 'Documents are made from the description that zod 4 gives of a schema.',
      fix: 'Describe the column with a schema of zod 4.',
    });
  }
  // Together they take longer to load than a small ladder takes to climb; only a configuration with JSON columns pays.
  const [fc, { toJSONSchema }] = await Promise.all([import('fast-check'), import('zod')]);
  const read = readSchema(schema, toJSONSchema);
  if (read.unholdable.length > 0) {
    throw new UserError(UNHOLDABLE_SCHEMA, `the schema has ${read.unholdable.join(', ')}, which JSON cannot hold`, {
      why: 'JSON.stringify writes something else, or nothing, and the schema refuses what is read back.',
      fix: 'Describe what stands in the column: z.iso.datetime() for a date, z.array() for a set, z.record() for a map.',
    });
  }
  const documents = documentArbitrary(fc, read);
  if (documents === null) {
    throw new UserError(UNMET_SCHEMA, 'the schema accepts no document that ends', {
      why: 'A part that must be there accepts nothing, or needs itself without end.',
      fix: 'Make that part optional.',
    });
  }
  return { fc, documents, root: read.root };
}

const remembered = new WeakMap<DocumentSchema, Promise<DocumentSource | UserError>>();

/** The same, made once for each schema, with the error as an answer: every step asks for the documents of the same columns. */
export function rememberedSource(schema: DocumentSchema): Promise<DocumentSource | UserError> {
  const known = remembered.get(schema) ?? sourceOrError(schema);
  remembered.set(schema, known);
  return known;
}

async function sourceOrError(schema: DocumentSchema): Promise<DocumentSource | UserError> {
  try {
    return await documentSource(schema);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
