import type { Attempt, BoundStatement, Engine } from '../model/engine.ts';

/** Runs one script and undoes it: what it came to. */
export async function attemptOne(engine: Engine, script: readonly BoundStatement[]): Promise<Attempt> {
  const [attempt] = await engine.attempt([script]);
  if (attempt === undefined) throw new Error('an engine answered to fewer scripts than it was given');
  return attempt;
}
