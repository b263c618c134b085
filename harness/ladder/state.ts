import { type EarlierReading, readData } from '../inspect/dataSnapshot.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { DataSnapshot } from '../model/data.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Statement } from '../model/script.ts';
import type { Run, State } from '../model/step.ts';
import { once } from './once.ts';

/**
 * Freezes an engine as a state: from here on it is only read and forked. `origin` is the state that it was made of:
 * its rows are read first, and those that have not changed are not read again.
 */
export function stateOf(engine: Engine, origin: State | null = null): State {
  return stateWith(
    engine,
    origin,
    once(() => readSchema(engine)),
  );
}

/** The same where only rows were written: the schema is that of the origin. */
export function withMoreRows(engine: Engine, origin: State): State {
  return stateWith(engine, origin, () => origin.schema());
}

function stateWith(engine: Engine, origin: State | null, schema: () => Promise<SchemaSnapshot>): State {
  let source = origin;
  const data = once(async (): Promise<DataSnapshot> => {
    const earlier = source === null ? null : await reading(source);
    // Kept no longer than it is needed: a state would hold on to all states before it.
    source = null;
    return readData(engine, await schema(), earlier);
  });
  return { engine, schema, data };
}

async function reading({ engine, schema, data }: State): Promise<EarlierReading> {
  return { engine, schema: await schema(), data: await data() };
}

/** How foreign keys are kept while a script runs; `by tool`: on, and off where nothing but they stop it. */
export type Enforcement = 'on' | 'off' | 'by tool';

/** Runs a script on a fork of a state; `origin` as in `stateOf`. */
export async function runOn(
  state: State,
  statements: readonly Statement[],
  enforcement: Enforcement,
  origin: State | null,
): Promise<Run> {
  const run = await runWith(state, statements, enforcement === 'off' ? 'off' : 'on', origin);
  const { failure } = run;
  if (failure === null || failure.kind !== 'sql' || enforcement !== 'by tool') return run;
  if (!state.engine.capabilities.foreignKeysOff) return run;
  const unenforced = await runWith(state, statements, 'off', origin);
  return unenforced.failure === null ? { ...unenforced, whereEnforced: failure } : run;
}

async function runWith(
  state: State,
  statements: readonly Statement[],
  foreignKeys: 'on' | 'off',
  origin: State | null,
): Promise<Run> {
  const engine = await state.engine.fork();
  const failure = await engine.apply(statements, { foreignKeys });
  if (failure === null) return { state: stateOf(engine, origin), failure };
  await engine.close();
  return { state: null, failure };
}
