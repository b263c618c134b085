import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import type { CheckOptions } from './checkOptions.ts';

/** First and last step to prove by full id; null where nothing limits it. */
export interface Range {
  readonly from: string | null;
  readonly to: string | null;
}

/** Completes the ids of `step`, `from` and `to`. Throws `UserError` for one that fits no step, or several. */
export function selectRange(migrations: readonly Migration[], { step, from, to }: CheckOptions): Range {
  const ids = migrations.map(({ id }) => id);
  if (step === undefined) return { from: completed(from, ids), to: completed(to, ids) };
  const id = completed(step, ids);
  return { from: id, to: id };
}

/** The step that an id, or the beginning of it that only it has, stands for. Throws `UserError`. */
export function stepCalled(id: string, migrations: readonly Migration[]): Migration {
  const full = completed(
    id,
    migrations.map((step) => step.id),
  );
  const found = migrations.find((step) => step.id === full);
  if (found === undefined) throw new Error(`no step is called ${id}`);
  return found;
}

/** The full id that an option stands for; null where it is left out. Throws `UserError` as above. */
export function completedStep(id: string | undefined, migrations: readonly Migration[]): string | null {
  return completed(
    id,
    migrations.map((step) => step.id),
  );
}

function completed(prefix: string | undefined, ids: readonly string[]): string | null {
  if (prefix === undefined || ids.includes(prefix)) return prefix ?? null;
  const matches = ids.filter((id) => id.startsWith(prefix));
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  if (matches.length > 1) {
    throw new UserError('bad-usage', `"${prefix}" is the beginning of several steps: ${matches.join(', ')}`, {
      fix: 'Write as much of the id as only one step has.',
    });
  }
  throw new UserError('bad-usage', `there is no step "${prefix}"${didYouMean(prefix, ids)}`, {
    fix: `The steps are: ${ids.join(', ')}`,
  });
}
