import { foldName } from '../../inspect/foldName.ts';
import { schemaDigest } from '../../inspect/schemaDigest.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';

/** A schema without some tables and what hangs on them: a ledger is no part of what the user wrote. */
export function withoutTables(schema: SchemaSnapshot, names: readonly string[]): SchemaSnapshot {
  const left = new Set(names.map(foldName));
  const stays = ({ table }: SchemaObject): boolean => !left.has(foldName(table));
  if (schema.tables.every(stays)) return schema;
  const tables = schema.tables.filter(stays);
  const indexes = schema.indexes.filter(stays);
  const views = schema.views.filter(stays);
  const triggers = schema.triggers.filter(stays);
  const written = [...tables.filter(({ kind }) => kind !== 'shadow'), ...indexes, ...views, ...triggers];
  return { tables, indexes, views, triggers, digest: schemaDigest(written) };
}
