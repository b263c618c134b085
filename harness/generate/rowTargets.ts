import { foldName } from '../inspect/foldName.ts';
import type { Config } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { SqlRow } from '../model/value.ts';
import type { ForeignKeyPlan } from './foreignKeyPlan.ts';
import { readParents } from './parents.ts';
import type { Search } from './placeRow.ts';
import { planOf } from './planMemory.ts';
import type { TablePlan } from './tablePlan.ts';

/** Which rows are to be written one by one. */
export interface RowWriterOptions {
  readonly seed: number;
  /** Ordinal of the first row; high, so that its values are new. */
  readonly first: number;
  readonly shape: Config['rows'];
  /** Changes that the search for a row may cost; left out: enough for any row that can be found. */
  readonly changes?: number;
}

/** A table that rows are written into, and what was learned about it. */
export interface RowTarget {
  readonly plan: TablePlan;
  /** The keys from before the first row, by the foreign key that can refer to them. */
  readonly parents: ReadonlyMap<ForeignKeyPlan, readonly SqlRow[]>;
  readonly choices: Search['choices'];
  written: number;
}

/** The tables of a schema by name in lower case, as they are before the first row is written. */
export async function readTargets(
  engine: Engine,
  { tables }: SchemaSnapshot,
  seed: number,
): Promise<ReadonlyMap<string, RowTarget>> {
  const targets = new Map<string, RowTarget>();
  for (const table of tables.filter(({ kind }) => kind === 'table')) {
    const plan = planOf(table, [], seed);
    const parents = await readParents(engine, plan.foreignKeys);
    const known = new Map(plan.foreignKeys.map((key, index) => [key, parents[index] ?? []]));
    targets.set(foldName(table.name), { plan, parents: known, choices: [new Map()], written: 0 });
  }
  return targets;
}
