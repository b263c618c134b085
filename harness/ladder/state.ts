import { readData } from '../inspect/dataSnapshot.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { DataSnapshot } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Statement } from '../model/script.ts';
import type { Run, State } from '../model/step.ts';
import { once } from './once.ts';

/** Freezes an engine as a state: from here on it is only read and forked. */
export function stateOf(engine: Engine): State {
  const schema = once((): Promise<SchemaSnapshot> => readSchema(engine));
  const data = once(async (): Promise<DataSnapshot> => readData(engine, await schema()));
  return { engine, schema, data };
}

/** Runs a script on a fork of a state. */
export async function runOn(state: State, statements: readonly Statement[], foreignKeys: 'on' | 'off'): Promise<Run> {
  const engine = await state.engine.fork();
  const failure = await engine.apply(statements, { foreignKeys });
  if (failure === null) return { state: stateOf(engine), failure };
  await engine.close();
  return { state: null, failure };
}
