import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { mentions } from '../sql/mentions.ts';

/**
 * Whether an application writes the rows of a table itself. Shadow tables are written by the engine; indexes over another
 * table's content, and those that a trigger speaks of, by triggers: a row besides theirs would take a rowid that belongs
 * to a row of the other table (https://sqlite.org/fts5.html#external_content_tables).
 */
export function isFillable({ name, kind, tokens }: Table, { triggers }: SchemaSnapshot): boolean {
  if (kind !== 'virtual') return kind === 'table';
  return !/\bcontent = (?!'')/.test(tokens) && !triggers.some((trigger) => mentions(trigger.tokens, name));
}
