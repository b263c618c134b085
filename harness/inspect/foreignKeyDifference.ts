import type { ForeignKey, SchemaDifference } from '../model/schema.ts';
import { wrong } from './differences.ts';

/** What the engine tells apart in two versions of a foreign key; nothing where it is told that they are the same. */
export function foreignKeyDifferences(
  object: string,
  before: ForeignKey | undefined,
  after: ForeignKey | undefined,
): readonly SchemaDifference[] {
  if (before === undefined || after === undefined) return [];
  return [
    ['foreign key', reference(before), reference(after)] as const,
    ['on delete', before.onDelete, after.onDelete] as const,
    ['on update', before.onUpdate, after.onUpdate] as const,
    ['deferred', deferral(before), deferral(after)] as const,
  ].flatMap(([aspect, old, now]) => (old === now ? [] : [wrong(object, aspect, old, now)]));
}

function reference({ columns, parent, parentColumns }: ForeignKey): string {
  return `(${columns.join(', ')}) REFERENCES ${parent} (${parentColumns.join(', ')})`.toLowerCase();
}

function deferral({ deferred }: ForeignKey): string {
  return deferred ? 'DEFERRABLE INITIALLY DEFERRED' : 'NOT DEFERRABLE';
}
