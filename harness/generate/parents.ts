import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SqlRow } from '../model/value.ts';
import type { ForeignKeyPlan } from './foreignKeyPlan.ts';

/** The keys that the rows of a table can point at, one list for each of its foreign keys. */
export type Parents = readonly (readonly SqlRow[])[];

/** Reads the keys that are there now. A parent that cannot be read has none: inserting tells what is wrong with it. */
export async function readParents(engine: Engine, plans: readonly ForeignKeyPlan[]): Promise<Parents> {
  const parents = plans.map(async ({ key, select, isExclusive }) => {
    const keys = key.parentColumns.length === 0 ? [] : await keysOf(engine, select);
    // One parent stays without a child, for what a join makes of that.
    return isExclusive && keys.length > 1 ? keys.slice(0, -1) : keys;
  });
  return Promise.all(parents);
}

async function keysOf(engine: Engine, select: string): Promise<readonly SqlRow[]> {
  try {
    return await engine.query(select);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
}
