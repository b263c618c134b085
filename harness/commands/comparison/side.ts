import { DEFINITIONS, type Definition, definitionsIn } from '../../inspect/definitions.ts';
import { readSchema } from '../../inspect/schemaSnapshot.ts';
import type { Engine } from '../../model/engine.ts';
import { UserError } from '../../model/errors.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';

/** One of the two schemas: what makes it, and what it is. */
export interface Side {
  readonly definitions: readonly Definition[];
  readonly schema: SchemaSnapshot;
}

/** Opens an empty database that knows the application's functions. */
export type Open = () => Promise<Engine>;

/** Builds the schema that these definitions make, by itself and without a row. Throws `UserError`. */
export async function sideOf(name: string, definitions: readonly Definition[], open: Open): Promise<Side> {
  const engine = await open();
  const failure = await engine.apply(definitions, { foreignKeys: 'on' });
  if (failure !== null) {
    const definition = definitions[failure.statement ?? 0];
    throw new UserError('schema-failed', `the schema of ${name} cannot be built: ${failure.message}`, {
      why: `This definition was refused with ${failure.code}: ${definition?.text ?? ''}`,
      fix: 'A function that the application registers has to be known: --config FILE names a configuration with functions.',
    });
  }
  const schema = await readSchema(engine);
  await engine.close();
  return { definitions, schema };
}

/** The definitions that stand in a database. */
export async function definitionsOf(engine: Engine): Promise<readonly Definition[]> {
  return definitionsIn(await engine.query(DEFINITIONS));
}
