import { createHash } from 'node:crypto';
import type { SchemaObject } from '../model/schema.ts';

/** Names a schema by what it says: the same for every order of creation, quoting and layout of the text. */
export function schemaDigest(objects: readonly SchemaObject[]): string {
  const lines = objects.map(({ type, name, tokens }) => `${type}\0${name.toLowerCase()}\0${tokens}`);
  return `sha256:${createHash('sha256').update(lines.sort().join('\n')).digest('hex')}`;
}
