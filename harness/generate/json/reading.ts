import type { DocumentSchema } from '../../model/config.ts';
import { accepts } from './readSchema.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether an application that reads a column's bytes gets a document that the schema accepts. */
export function isReadAs(schema: DocumentSchema, bytes: Uint8Array): boolean {
  try {
    return accepts(schema, JSON.parse(UTF8.decode(bytes)));
  } catch {
    return false;
  }
}
