import type { Migration, Script } from '../../model/script.ts';
import { scriptOf } from '../../sql/script.ts';
import type { StepChange, Subject } from './subject.ts';

/** A step with one change in its scripts. */
export interface StepMutant {
  readonly operator: string;
  /** The step's id. */
  readonly step: string;
  /** The script that was changed; `forward` where the change takes both. */
  readonly script: 'forward' | 'rollback';
  /** For example `table users`, `script migrations/0002_posts.sql`. */
  readonly object: string;
  /** What is otherwise, for a person. */
  readonly what: string;
  /** What was changed, before and after. */
  readonly sql: string;
  /** Both scripts, read anew. */
  readonly migration: Migration;
}

/** A change with where it was made: reading both scripts anew is left for those that are judged. */
export interface StepDamage {
  readonly subject: Subject;
  readonly operator: string;
  readonly change: StepChange;
}

/** Makes a whole step of a change. */
export function stepMutantOf({ subject, operator, change }: StepDamage): StepMutant {
  const { migration, role, script } = subject;
  const { object, what, sql, text, counterpart } = change;
  const changed = withText(script, text);
  const other = role === 'forward' ? migration.rollback : migration.forward;
  const opposite = other === null || counterpart === undefined ? other : withText(other, counterpart);
  const pair =
    role === 'forward'
      ? { forward: changed, rollback: opposite }
      : { forward: opposite ?? migration.forward, rollback: changed };
  return { operator, step: migration.id, script: role, object, what, sql, migration: { ...migration, ...pair } };
}

/** Reads a script anew; what its layout said of it still holds. */
function withText(script: Script, text: string): Script {
  return { ...script, ...scriptOf(script.path, text), transaction: script.transaction };
}
