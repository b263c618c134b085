import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { ScriptFacts, StepScripts } from '../model/step.ts';
import { FORWARD_FAILED, isIrreversible, locate, skip, tried } from './parts/outcome.ts';
import { wayBack } from './parts/wayBack.ts';

/** A step has a rollback that does something, or says that it cannot be taken back. */
export const rollbackExists: Check = {
  id: 'rollback-exists',
  summary: 'A rollback is there and does something, or the step is declared irreversible.',

  async run({ step, reversible }) {
    const { migration, rollbackFacts, forward } = step;
    if (rollbackFacts !== null && !rollbackFacts.isIdle) return tried(1, []);
    if (isIrreversible(step)) return tried(1, []);
    if (forward.state === null) return skip(FORWARD_FAILED);
    const changed = await step.restoration();
    if (changed === null || changed.schema.length + changed.data.length === 0) return tried(1, []);
    if (reversible || migration.rollback !== null) return tried(1, [missingRollback(step)]);
    return tried(1, wayBack(step, changed, await step.before.schema(), await forward.state.schema()));
  },
};

/** The finding for a step that changes the database and has no rollback, or one that does nothing. */
export function missingRollback({ migration, rollbackFacts }: StepScripts): Finding {
  const there = migration.rollback !== null;
  return {
    severity: 'error',
    object: `step ${migration.id}`,
    message: there ? messageFor(rollbackFacts) : 'there is no rollback',
    why: 'The forward script changes the database, and nothing takes the change back when the release has to be withdrawn.',
    fix: `${there ? 'Write it' : 'Write a rollback with the same file name'}, or say at the top of the migration why there is none:\n-- stepproof: irreversible "what is lost, and why that is acceptable"`,
    location: locate(migration.rollback ?? migration.forward),
    data: {},
  };
}

function messageFor(facts: ScriptFacts | null): string {
  return facts?.runnable.length
    ? 'the rollback holds no statement that changes anything'
    : 'the rollback holds no statement';
}
