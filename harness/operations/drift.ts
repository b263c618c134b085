import { compareSchemas } from '../inspect/schemaDifference.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Queryable } from '../model/engine.ts';
import type { Drift } from '../model/operation.ts';
import type { SchemaDifference, SchemaSnapshot } from '../model/schema.ts';
import { realDifferences } from '../rehearsal/standing/drift.ts';
import { withoutTables } from '../rehearsal/standing/withoutTables.ts';
import type { Standing } from './standing.ts';

/**
 * How a database's schema differs in meaning from the one that its ladder makes. The tables of the ledger are no part of
 * it.
 */
export function driftOf(
  expected: SchemaSnapshot,
  actual: SchemaSnapshot,
  ledgerTables: readonly string[],
): readonly SchemaDifference[] {
  return realDifferences(compareSchemas(expected, withoutTables(actual, ledgerTables)));
}

/** How a database's schema differs from what its applied steps make; null where that cannot be told. */
export async function driftIn(
  database: Queryable,
  { applied, overtaken, ledger }: Standing,
  schemas: readonly SchemaSnapshot[],
): Promise<readonly Drift[] | null> {
  const expected = overtaken.length > 0 ? undefined : schemas[applied.length];
  if (expected === undefined) return null;
  const differences = driftOf(expected, await readSchema(database), ledger?.tables ?? []);
  return differences.map(({ object, aspect, before, after }) => ({ object, aspect, expected: before, actual: after }));
}
