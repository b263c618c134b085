import { hash } from 'node:crypto';
import type { SchemaObject } from '../model/schema.ts';
import { foldName } from './foldName.ts';

/** Names a schema by what it says: the same for every order of creation, quoting and layout of the text. */
export function schemaDigest(objects: readonly SchemaObject[]): string {
  const lines = objects.map(({ type, name, tokens }) => `${type}\0${foldName(name)}\0${tokens}`);
  return `sha256:${hash('sha256', lines.sort().join('\n'))}`;
}
