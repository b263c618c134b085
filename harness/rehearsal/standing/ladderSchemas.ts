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

interface Climbed {
  readonly migrations: readonly Migration[];
  readonly schemas: Promise<LadderSchemas>;
}

/** By the last step: databases of one ladder mostly stand on the same. */
const known = new WeakMap<Migration, Climbed>();

/** Climbs an empty database and looks at its schema after each step; once for the same steps in one row. */
export function ladderSchemas(migrations: readonly Migration[], open: () => Promise<Engine>): Promise<LadderSchemas> {
  const last = migrations.at(-1);
  const climbed = last && known.get(last);
  const isSame = climbed?.migrations.length === migrations.length;
  if (climbed !== undefined && isSame && migrations.every((step, at) => step === climbed.migrations[at])) {
    return climbed.schemas;
  }
  const schemas = climb(migrations, open);
  if (last !== undefined) known.set(last, { migrations, schemas });
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
