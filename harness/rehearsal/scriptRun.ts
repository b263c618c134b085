import { enforcementFor } from '../ladder/scriptFacts.ts';
import type { Failure } from '../model/engine.ts';
import type { MeasuredRun, WorkingCopy } from '../model/realDatabase.ts';
import type { Script } from '../model/script.ts';
import type { ScriptFacts } from '../model/step.ts';
import { troubleIn } from './trouble.ts';

/** How a script went on the copy. */
export interface ScriptRun extends MeasuredRun {
  /** How foreign keys were kept in it. */
  readonly foreignKeys: 'on' | 'off';
  /** It went through with foreign keys off, as its tool runs it, and fails by this where they are on. */
  readonly whereEnforced?: Failure;
}

/** Runs a script on a working copy as its tool runs it. Throws `UserError` for a failure that is none of the script's. */
export async function runScript(copy: WorkingCopy, script: Script, { runnable }: ScriptFacts): Promise<ScriptRun> {
  const mode = enforcementFor(script);
  const foreignKeys = mode === 'off' ? 'off' : 'on';
  const run = await copy.apply(runnable, { foreignKeys });
  const { failure } = run;
  // A statement that did not end is a fact about the script.
  const trouble = failure === null || failure.kind === 'timeout' ? null : troubleIn(failure);
  if (trouble !== null) throw trouble;
  if (failure === null || failure.kind !== 'sql' || mode !== 'by tool') return { ...run, foreignKeys };
  const unenforced = await copy.apply(runnable, { foreignKeys: 'off' });
  if (unenforced.failure !== null) return { ...run, foreignKeys };
  return { ...unenforced, foreignKeys: 'off', whereEnforced: failure };
}
