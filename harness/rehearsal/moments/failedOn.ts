import { SqlError } from '../../model/errors.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { ScriptFacts } from '../../model/step.ts';
import { newOrphans, type Orphans, readOrphans } from '../identity/orphans.ts';
import type { TriedScript } from '../observed.ts';
import { explore } from '../rows/explore.ts';
import { offendingRows } from '../rows/offendingRows.ts';
import { stoppingRows } from '../rows/stoppingRows.ts';
import type { ScriptRun } from '../scriptRun.ts';
import { type Stage, schemaOf } from '../stage.ts';

/** The rows that a script failed on, as far as they can be told. */
export type FailedOn = Omit<TriedScript, 'run'>;

const NOTHING: FailedOn = { offending: [], orphans: [], stopping: null };

/** Finds out which rows a script failed on. */
export async function failedOn(
  stage: Stage,
  { failure, foreignKeys }: ScriptRun,
  { runnable }: ScriptFacts,
  before: SchemaSnapshot,
): Promise<FailedOn> {
  if (failure === null || failure.kind === 'timeout') return NOTHING;
  if (/FOREIGNKEY$/.test(failure.code)) {
    return { ...NOTHING, orphans: await orphansOf(stage, runnable, foreignKeys, before) };
  }
  const { copy, open, showValues } = stage;
  const script = { statements: runnable, failure, before, foreignKeys };
  const offending = await offendingRows(copy, script, open, showValues);
  // Only a constraint is about rows.
  const isTold = offending.length > 0 || !failure.code.startsWith('SQLITE_CONSTRAINT');
  return { ...NOTHING, offending, stopping: isTold ? null : await stoppingRows(copy, script, showValues) };
}

/** The rows that have no parent at the end of the script, when nobody asks before. */
async function orphansOf(
  stage: Stage,
  runnable: ScriptFacts['runnable'],
  foreignKeys: 'on' | 'off',
  before: SchemaSnapshot,
): Promise<readonly Orphans[]> {
  const { copy } = stage;
  try {
    const now = await explore(copy, runnable, { foreignKeys }, async () => readOrphans(copy, await schemaOf(stage)));
    const fresh = now.length === 0 ? [] : newOrphans(await readOrphans(copy.pristine, before), now);
    // Rows that never had a parent stop a script as well, once it writes them.
    return fresh.length === 0 ? now : fresh;
  } catch (error) {
    // What a trigger refuses is not told.
    if (error instanceof SqlError) return [];
    throw error;
  }
}
