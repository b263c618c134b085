import { compareSchemas } from '../inspect/schemaDifference.ts';
import { factsOf } from '../ladder/scriptFacts.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration, Script } from '../model/script.ts';
import type { ScriptFacts, StepScripts } from '../model/step.ts';
import { type InForce, type LookedAt, lookAfterForward } from './moments/afterForward.ts';
import { isRestored, lookAfterRollback } from './moments/afterRollback.ts';
import { failedOn } from './moments/failedOn.ts';
import { compareCarried } from './moments/losses.ts';
import { differingMarks, type RowMarks, rowMarks } from './moments/rowMarks.ts';
import type { ObservedStep, Reapplied, TriedScript } from './observed.ts';
import type { RowCounts } from './rows/countRows.ts';
import { runScript } from './scriptRun.ts';
import { type Stage, schemaOf } from './stage.ts';
import { withoutValues } from './withoutValues.ts';

/**
 * Takes a step on the copy: forward, back, and forward again, and looks at the rows each time. The copy must be settled:
 * its pristine state is what the step begins with. Afterwards it is as the step leaves it, or as it was where the forward
 * script does not run, and to be settled before the next step.
 *
 * @param rows how many there are before the step
 */
export async function observeStep(
  stage: Stage,
  migration: Migration,
  rows: RowCounts,
  inForce: InForce,
): Promise<ObservedStep> {
  const { copy } = stage;
  const { forward, rollback } = migration;
  const scripts: StepScripts = {
    migration,
    forwardFacts: factsOf(forward),
    rollbackFacts: rollback === null ? null : factsOf(rollback),
  };
  const before = await schemaOf(stage);
  const tried = await tryScript(stage, forward, scripts.forwardFacts, before);
  const nothing = { scripts, before, rows, forward: tried, rollback: null, restored: null, reapplied: null };
  if (tried.run.failure !== null) return { ...nothing, after: null };
  const after = await lookAfterForward(stage, scripts, before, rows, inForce);
  const applied = { ...nothing, after };
  const { rollbackFacts } = scripts;
  if (rollback === null || rollbackFacts === null || rollbackFacts.isIdle) {
    return { ...applied, restored: await lookAfterRollback(stage, before) };
  }
  const marks = await rowMarks(stage, after.schema, after.untouched, after.tables);
  const back = await tryScript(stage, rollback, rollbackFacts, after.schema);
  if (back.run.failure !== null) return { ...applied, rollback: back };
  const restored = await lookAfterRollback(stage, before);
  const reapplied = isRestored(restored) ? await applyAgain(stage, scripts, after, marks) : null;
  if (reapplied === null || reapplied.run.failure !== null) {
    // The steps above stand on what this one makes of the rows, whatever its rollback makes of them.
    await copy.revert();
    await runScript(copy, forward, scripts.forwardFacts);
  }
  return { ...applied, rollback: back, restored, reapplied };
}

/** Runs a script; `before`: the schema that it meets. */
async function tryScript(
  stage: Stage,
  script: Script,
  facts: ScriptFacts,
  before: SchemaSnapshot,
): Promise<TriedScript> {
  const run = await runScript(stage.copy, script, facts);
  return { ...(await failedOn(stage, run, facts, before)), run: await withoutValues(stage, run, facts) };
}

async function applyAgain(
  stage: Stage,
  { migration, forwardFacts }: StepScripts,
  after: LookedAt,
  marks: RowMarks,
): Promise<Reapplied> {
  const run = await withoutValues(stage, await runScript(stage.copy, migration.forward, forwardFacts), forwardFacts);
  if (run.failure !== null) return { run, differences: [], otherRows: [], compared: 0 };
  const schema = await schemaOf(stage);
  const carried = after.tables.map(({ table }) => table);
  const tables = await compareCarried(stage, carried, forwardFacts.named);
  const again = await rowMarks(stage, schema, after.untouched, tables);
  return {
    run,
    differences: compareSchemas(after.schema, schema),
    otherRows: differingMarks(marks, again),
    compared: again.size,
  };
}
