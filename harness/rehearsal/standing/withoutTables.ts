import { foldName } from '../../inspect/foldName.ts';
import { schemaDigest } from '../../inspect/schemaDigest.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';

interface Shortened {
  readonly without: string;
  readonly schema: SchemaSnapshot;
}

const shortened = new WeakMap<SchemaSnapshot, Shortened>();

/**
 * A schema without some tables and what hangs on them: a ledger is no part of what the user wrote. Of one and the same
 * schema it is one and the same object.
 */
export function withoutTables(schema: SchemaSnapshot, names: readonly string[]): SchemaSnapshot {
  const without = names.map(foldName).join('\0');
  const known = shortened.get(schema);
  if (known?.without === without) return known.schema;
  const short = leaveOut(schema, new Set(names.map(foldName)));
  shortened.set(schema, { without, schema: short });
  return short;
}

function leaveOut(schema: SchemaSnapshot, left: ReadonlySet<string>): SchemaSnapshot {
  const stays = ({ table }: SchemaObject): boolean => !left.has(foldName(table));
  if (schema.tables.every(stays)) return schema;
  const tables = schema.tables.filter(stays);
  const indexes = schema.indexes.filter(stays);
  const views = schema.views.filter(stays);
  const triggers = schema.triggers.filter(stays);
  const written = [...tables.filter(({ kind }) => kind !== 'shadow'), ...indexes, ...views, ...triggers];
  return { tables, indexes, views, triggers, digest: schemaDigest(written) };
}
