import { dataFaults } from '../inspect/dataFaults.ts';
import { compareSchemas } from '../inspect/schemaDifference.ts';
import { textIndexFaults } from '../inspect/textIndexes.ts';
import type { DataSnapshot } from '../model/data.ts';
import type { Migration } from '../model/script.ts';
import type { Restoration, Run, ScriptFacts, State, Step } from '../model/step.ts';
import { judgeRows } from './judgeRows.ts';
import { liveIn } from './livedIn.ts';
import { once } from './once.ts';
import { type Filling, populate } from './populate.ts';
import { enforcementFor, factsOf } from './scriptFacts.ts';
import { type Enforcement, runOn } from './state.ts';

/** Where the climb stands: the same schema with generated rows and without. */
export interface Foothold {
  readonly filled: State;
  /** Climbed up to here on first use: most scripts that run on rows need no proof that they run on none. */
  empty(): Promise<State>;
}

export interface ProvenStep {
  readonly step: Step;
  /** What the next step starts from; null when this one cannot be climbed at all. */
  readonly next: Foothold | null;
  /** Closes every database that was made for this step and that the next one does not start from. */
  release(): Promise<void>;
}

/**
 * Runs a migration forward on the filled and the empty database and prepares everything else for the checks to ask for. `isProven`: they
 * will ask; otherwise the step is only climbed over.
 */
export async function proveStep(
  migration: Migration,
  position: number,
  { filled, empty }: Foothold,
  filling: Filling,
  isProven: boolean,
): Promise<ProvenStep> {
  const forwardFacts = factsOf(migration.forward);
  const rollbackFacts = migration.rollback === null ? null : factsOf(migration.rollback);
  const mode = enforcementFor(migration.forward);
  const moments: State[] = [filled];
  const observe = async (
    from: State,
    facts: ScriptFacts,
    enforcement: Enforcement,
    origin: State | null = from,
  ): Promise<Run> => {
    const run = await runOn(from, facts.runnable, enforcement, origin);
    if (run.state !== null) moments.push(run.state);
    return run;
  };
  const climb = (from: State): Promise<Run> => observe(from, forwardFacts, mode);
  const descend = async (from: Run): Promise<Run | null> =>
    from.state === null || migration.rollback === null || rollbackFacts === null
      ? null
      : observe(from.state, rollbackFacts, enforcementFor(migration.rollback));
  const forwardOnEmpty = once(async () => {
    const ground = await empty();
    // It outlives the step, since the next empty database is made of it.
    return runOn(ground, forwardFacts.runnable, mode, null);
  });

  // Rows are read as long as the connection that wrote them is at hand; a fork takes it along.
  if (isProven) await filled.data();
  const judged = await judgeRows(filled, empty, await climb(filled), forwardOnEmpty, forwardFacts.named, climb);
  if (isProven) await judged.forward.state?.data();
  const after = judged.forward.state;
  // A script that only ran on the empty database left nothing to carry along: every table is filled anew.
  const carried = judged.rowsRefused?.judgedOn === 'no rows' ? null : await filled.schema();
  const emptied =
    isProven && after !== null ? emptiedTables(await filled.data(), await after.data()) : new Set<string>();
  const populated = after && (await populate(after, carried, emptied, migration.id, position, filling));
  const restored = once(() => descend(judged.forward));
  const step: Step = {
    migration,
    forwardFacts,
    rollbackFacts,
    verifyFacts: migration.verify == null ? null : factsOf(migration.verify),
    before: judged.before,
    forwardOnEmpty,
    forward: judged.forward,
    settled: populated?.state ?? null,
    forbidden: judged.forbidden,
    rowsRefused: judged.rowsRefused,
    unfilled: populated?.unfilled ?? [],
    restored,
    restoredOnEmpty: once(async () => descend(await forwardOnEmpty())),
    restoration: once(async () => {
      const end = rollbackFacts === null ? judged.forward.state : ((await restored())?.state ?? null);
      return end === null ? null : compareStates(judged.before, end);
    }),
    livedIn: once(async () => {
      const after = judged.forward.state;
      if (after === null || migration.rollback === null || rollbackFacts === null) return null;
      const mode = enforcementFor(migration.rollback);
      const down = (from: State): Promise<Run> => observe(from, rollbackFacts, mode);
      const lived = await liveIn(
        judged.before,
        after,
        { forward: forwardFacts, rollback: rollbackFacts },
        filling,
        down,
      );
      moments.push(lived.lived);
      return lived;
    }),
    reapplied: once(async () => {
      const run = await restored();
      return run === null || run.state === null ? null : climb(run.state);
    }),
  };
  const next =
    populated === null
      ? null
      : { filled: populated.state, empty: once(async () => (await forwardOnEmpty()).state ?? populated.state) };
  const kept = next?.filled ?? filled;
  return {
    step,
    next,
    async release() {
      const passed = [...moments, judged.before].filter((state) => state !== kept);
      for (const state of passed) await state.engine.close();
    },
  };
}

/** Tables that lost all their rows: without new ones the steps after this one would be proven on nothing. */
function emptiedTables(before: DataSnapshot, after: DataSnapshot): ReadonlySet<string> {
  const rows = (data: DataSnapshot, name: string): number => data.tables.get(name)?.rows.length ?? 0;
  return new Set([...after.tables.keys()].filter((name) => rows(before, name) > 0 && rows(after, name) === 0));
}

async function compareStates(before: State, end: State): Promise<Restoration> {
  return {
    schema: compareSchemas(await before.schema(), await end.schema()),
    data: [...dataFaults(await before.data(), await end.data()), ...(await textIndexFaults(before, end))],
  };
}
