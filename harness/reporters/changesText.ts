import type { Operation, StepAction } from '../model/operation.ts';
import type { Report } from '../model/report.ts';
import { counted } from './counted.ts';
import { listed } from './listed.ts';
import { printableLine } from './printable.ts';

/**
 * What a run has changed and what stays, one sentence for all databases in which it is the same: for a run whose report
 * nobody gets to read.
 */
export function changesText({ operation, fleet }: Report): readonly string[] {
  if (fleet === undefined) return changesOf(operation).map((changes) => `${changes}, and that stays`);
  const changed = fleet.databases.flatMap(({ database, operation: own }) =>
    changesOf(own).map((changes) => ({ database, changes })),
  );
  return [...Map.groupBy(changed, ({ changes }) => changes)].map(
    ([changes, some]) =>
      `${changes} in ${counted(some.length, 'database')}, and that stays: ${listed(some.map(({ database }) => database))}`,
  );
}

function changesOf(operation: Operation | undefined): readonly string[] {
  const done = (operation?.steps ?? []).filter(({ action }) => action !== null && CHANGES.includes(action));
  if (done.length === 0) return [];
  return [done.map(({ id, action }) => `${printableLine(id)} is ${words(action)}`).join(', ')];
}

const CHANGES: readonly StepAction[] = ['applied', 'assumed', 'rolled-back'];

function words(action: StepAction | null): string {
  if (action === 'rolled-back') return 'taken back';
  return action === 'assumed' ? 'written down as applied' : String(action);
}
