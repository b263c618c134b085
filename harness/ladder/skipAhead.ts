import type { Migration } from '../model/script.ts';
import type { State } from '../model/step.ts';
import { once } from './once.ts';
import { type Filling, populate } from './populate.ts';
import type { Foothold } from './proveStep.ts';
import { factsOf, foreignKeysFor } from './scriptFacts.ts';
import { stateOf } from './state.ts';

const NO_TABLES: ReadonlySet<string> = new Set();

/**
 * Applies steps that nobody will look at to a database without rows, and writes rows when all are applied: most of a
 * climb's time goes into rows. null when a step needs rows or a seed file to be what it is: then they are climbed.
 */
export async function skipAhead(
  passed: readonly Migration[],
  ground: State,
  filling: Filling,
): Promise<Foothold | null> {
  const last = passed.at(-1);
  if (last === undefined || passed.some(({ id }) => filling.config.seeds[id] !== undefined)) return null;
  const engine = await ground.engine.fork();
  for (const { forward } of passed) {
    const failure = await engine.apply(factsOf(forward).runnable, { foreignKeys: foreignKeysFor(forward) });
    if (failure === null) continue;
    await engine.close();
    return null;
  }
  const populated = await populate(stateOf(engine), null, NO_TABLES, last.id, passed.length - 1, filling);
  return { filled: stateOf(populated.state.engine), empty: once(async () => stateOf(engine)) };
}
