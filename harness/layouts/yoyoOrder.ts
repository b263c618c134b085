import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import { startOf } from './remarks.ts';

/** A migration, and the ids of those that must run before it. */
export interface YoyoStep {
  readonly migration: Migration;
  readonly depends: readonly string[];
}

/**
 * Orders steps, given in the order of their ids, so that each comes behind those it depends on, and otherwise stays.
 * `elsewhere` holds ids of steps that are no SQL. Throws `UserError` for a step that is not there, and for a circle.
 */
export function inOrderOfDependence(steps: readonly YoyoStep[], elsewhere: ReadonlySet<string>): readonly YoyoStep[] {
  const ids = new Set(steps.map(({ migration }) => migration.id));
  for (const { migration, depends } of steps) {
    const missing = depends.find((id) => !ids.has(id) && !elsewhere.has(id));
    if (missing !== undefined) throw dependenceError(migration, `depends on ${missing}, which is not there`);
  }
  const ordered: YoyoStep[] = [];
  const done = new Set(elsewhere);
  const waiting = [...steps];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ depends }) => depends.every((id) => done.has(id)));
    const [step] = waiting.splice(Math.max(next, 0), 1);
    if (step === undefined) break;
    if (next < 0) throw dependenceError(step.migration, 'depends on itself, through others or at once');
    ordered.push(step);
    done.add(step.migration.id);
  }
  return ordered;
}

function dependenceError({ forward }: Migration, message: string): UserError {
  return new UserError('migration-order', `${forward.path} ${message}`, {
    why: 'yoyo runs a migration behind those that its depends comment names.',
    fix: 'Correct the line -- depends: at its top.',
    location: startOf(forward.path),
  });
}
