import { readSchema } from '../../inspect/schemaSnapshot.ts';
import { enforcementFor, factsOf } from '../../ladder/scriptFacts.ts';
import type { Engine } from '../../model/engine.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { Migration } from '../../model/script.ts';

/** The schemas that a ladder makes of an empty database. */
export interface LadderSchemas {
  /** Before the first step, and after each one up to the first that does not run without rows. */
  readonly schemas: readonly SchemaSnapshot[];
  /** That step's id; null where all of them ran. */
  readonly stoppedAt: string | null;
}

const known = new WeakMap<readonly Migration[], Promise<LadderSchemas>>();

/** Climbs an empty database and looks at its schema after each step; once for the same steps. */
export function ladderSchemas(migrations: readonly Migration[], open: () => Promise<Engine>): Promise<LadderSchemas> {
  const schemas = known.get(migrations) ?? climb(migrations, open);
  known.set(migrations, schemas);
  return schemas;
}

async function climb(migrations: readonly Migration[], open: () => Promise<Engine>): Promise<LadderSchemas> {
  const engine = await open();
  const schemas = [await readSchema(engine)];
  let stoppedAt: string | null = null;
  for (const { id, forward } of migrations) {
    const foreignKeys = enforcementFor(forward) === 'on' ? 'on' : 'off';
    if ((await engine.apply(factsOf(forward).runnable, { foreignKeys })) !== null) {
      stoppedAt = id;
      break;
    }
    schemas.push(await readSchema(engine));
  }
  await engine.close();
  return { schemas, stoppedAt };
}
