import { UserError } from '../model/errors.ts';
import type { Migration } from '../model/script.ts';
import type { ClimbOptions } from './climb.ts';

/** Which positions are proven; the steps before them are applied only, those after `last` are left alone. */
export interface StepSelection {
  readonly last: number;
  isSelected(position: number): boolean;
}

/** Reads `from` and `to` as ids of steps; throws `UserError` for an id that the ladder does not have. */
export function selectSteps(
  migrations: readonly Migration[],
  { from, to, only }: Pick<ClimbOptions, 'from' | 'to' | 'only'>,
): StepSelection {
  const first = from === null ? 0 : positionOf(migrations, from);
  const last = to === null ? migrations.length - 1 : positionOf(migrations, to);
  if (first > last) {
    throw new UserError('bad-usage', `step ${String(from)} comes after step ${String(to)}`, {
      fix: 'Name the earlier step in --from and the later one in --to.',
    });
  }
  const chosen = (position: number): boolean => only === null || only.has(migrations[position]?.id ?? '');
  const isSelected = (position: number): boolean => position >= first && position <= last && chosen(position);
  return { last: migrations.findLastIndex((_, position) => isSelected(position)), isSelected };
}

function positionOf(migrations: readonly Migration[], id: string): number {
  const position = migrations.findIndex((migration) => migration.id === id);
  if (position >= 0) return position;
  const ids = migrations.map((migration) => migration.id).join(', ');
  throw new UserError('bad-usage', `there is no step ${id}`, { why: `The steps are: ${ids}` });
}
