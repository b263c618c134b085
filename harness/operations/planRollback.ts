import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { rollbackOf } from './describeSteps.ts';
import { beginningOf, withoutRollback } from './failures.ts';
import { runnableOf } from './runnable.ts';
import type { Standing } from './standing.ts';

/** How far back is wanted. */
export interface WantedRollback {
  /** The step that stays as the last one, by full id; null: `steps` counts. */
  readonly to: string | null;
  readonly steps: number;
  /** A rollback that is not the one that its step was applied with is run all the same. */
  readonly force: boolean;
}

/** The steps to take back, the last one first; refuses what cannot be run before anything is. Throws `UserError`. */
export function planRollback(
  standing: Standing,
  migrations: readonly Migration[],
  { to, steps, force }: WantedRollback,
): readonly Migration[] {
  const { applied } = standing;
  if (to !== null && !applied.includes(to)) throw notApplied(to, applied);
  if (to === null && steps > applied.length) throw tooMany(steps, applied.length);
  const stay = to === null ? applied.length - steps : applied.indexOf(to) + 1;
  const back = migrations.filter(({ id }) => applied.indexOf(id) >= stay).toReversed();
  for (const migration of back) {
    if (migration.rollback === null) throw withoutRollback(migration);
    runnableOf(migration.rollback);
    if (!force && rollbackOf(migration, standing) === 'edited') throw edited(migration);
  }
  return back;
}

function notApplied(to: string, applied: readonly string[]): UserError {
  return new UserError('bad-usage', `step ${to} is not applied, so nothing can be taken back to it`, {
    fix: `The steps that are applied: ${applied.join(', ') || 'none'}`,
  });
}

function tooMany(steps: number, there: number): UserError {
  return new UserError('bad-usage', `there are no ${steps} steps to take back: ${there} are applied`, {
    fix: 'stepproof status DATABASE shows what is applied.',
  });
}

function edited({ id, rollback, forward }: Migration): UserError {
  return new UserError('rollback-edited', `the rollback of ${id} was edited after the step was applied`, {
    why: 'It is not the one that was proven together with what the database has.',
    fix: 'Prove it first (stepproof check), then say --force; or put the old text back.',
    location: beginningOf(rollback ?? forward),
  });
}
