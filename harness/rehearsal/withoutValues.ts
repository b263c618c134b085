import type { Failure } from '../model/engine.ts';
import type { ScriptFacts } from '../model/step.ts';
import { quoteLiteral } from '../sql/quote.ts';
import type { ScriptRun } from './scriptRun.ts';
import type { Stage } from './stage.ts';

const OF_A_TRIGGER = 'a trigger refused a row; --show-values shows its words';

/** SQLite's own words where a foreign key has RESTRICT, which it sees to as a trigger would. */
const OF_RESTRICT = 'FOREIGN KEY constraint failed';

/**
 * A run whose failure repeats no value of a row: RAISE can put one into its words, and so do some functions
 * (https://sqlite.org/lang_createtrigger.html#the_raise_function). What stands in the script or the schema stays.
 */
export async function withoutValues(
  { copy, showValues }: Stage,
  run: ScriptRun,
  { runnable }: ScriptFacts,
): Promise<ScriptRun> {
  const { failure, whereEnforced } = run;
  if (showValues || (failure === null && whereEnforced === undefined)) return run;
  const schema = await copy.query('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL');
  const texts = [...runnable.map(({ text }) => text), ...schema.map(([sql]) => String(sql))];
  return {
    ...run,
    failure: failure && withoutValuesOf(failure, texts),
    ...(whereEnforced && { whereEnforced: withoutValuesOf(whereEnforced, texts) }),
  };
}

function withoutValuesOf(failure: Failure, texts: readonly string[]): Failure {
  const isWritten = (words: string): boolean => texts.some((text) => text.includes(words));
  const { code, message } = failure;
  if (message === OF_RESTRICT) return failure;
  if (code === 'SQLITE_CONSTRAINT_TRIGGER') {
    return isWritten(quoteLiteral(message)) ? failure : { ...failure, message: OF_A_TRIGGER };
  }
  if (isWritten(message.slice(message.indexOf(': ') + 2))) return failure;
  return { ...failure, message: message.replace(/'[^']*'/g, (words) => (isWritten(words) ? words : "'…'")) };
}
