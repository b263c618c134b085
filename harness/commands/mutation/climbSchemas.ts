import { type Foothold, proveStep } from '../../ladder/proveStep.ts';
import { stateOf } from '../../ladder/state.ts';
import type { Engine } from '../../model/engine.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { Migration } from '../../model/script.ts';
import type { Folder } from '../readFolder.ts';

/** A step with the schemas below and above it. */
export interface ClimbedStep {
  readonly migration: Migration;
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
}

/** Climbs a ladder that is known to hold up to its last step asked for: scripts can need rows to run at all. */
export async function climbSchemas(
  { ladder, range, config, seed, rows }: Folder,
  open: () => Promise<Engine>,
): Promise<readonly ClimbedStep[]> {
  const ground = stateOf(await open());
  let foothold: Foothold = { filled: ground, empty: async () => stateOf(await open()) };
  let before = await ground.schema();
  const climbed: ClimbedStep[] = [];
  for (const [position, migration] of ladder.migrations.entries()) {
    const { next, release } = await proveStep(migration, position, foothold, { seed, rows, config }, false);
    if (next === null) throw new Error(`step ${migration.id} was proven and does not run a second time`);
    const after = await next.filled.schema();
    climbed.push({ migration, before, after });
    await release();
    before = after;
    foothold = { ...next, filled: stateOf(next.filled.engine) };
    if (migration.id === range.to) break;
  }
  await foothold.filled.engine.close();
  return climbed;
}
