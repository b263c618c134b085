import type { ForeignKey, SchemaDifference } from '../model/schema.ts';
import { wrong } from './differences.ts';
import { foldName } from './foldName.ts';

/** How two foreign keys with the same columns and the same parent differ; nothing where these are not the same. */
export function foreignKeyDifferences(
  object: string,
  before: ForeignKey | undefined,
  after: ForeignKey | undefined,
): readonly SchemaDifference[] {
  if (before === undefined || after === undefined || reference(before) !== reference(after)) return [];
  return [
    ['on delete', before.onDelete, after.onDelete] as const,
    ['on update', before.onUpdate, after.onUpdate] as const,
    ['deferred', deferral(before), deferral(after)] as const,
  ].flatMap(([aspect, old, now]) => (old === now ? [] : [wrong(object, aspect, old, now)]));
}

function reference({ columns, parent, parentColumns }: ForeignKey): string {
  return foldName(`(${columns.join(', ')}) REFERENCES ${parent} (${parentColumns.join(', ')})`);
}

function deferral({ deferred }: ForeignKey): string {
  return deferred ? 'DEFERRABLE INITIALLY DEFERRED' : 'NOT DEFERRABLE';
}
