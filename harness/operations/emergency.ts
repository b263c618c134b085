import { UserError } from '../model/errors.ts';
import type { Backup } from '../model/operation.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { BeforeChange } from './backupPolicy.ts';
import { brokenChecks } from './brokenChecks.ts';
import { moreThanBefore } from './condition.ts';
import type { OperationContext } from './context.ts';
import type { StepResult } from './describeSteps.ts';
import { integrityFaults } from './integrity.ts';
import { takeBackAll } from './takeBackAll.ts';

/**
 * Looks at the whole file once more when steps are applied, without a lock. Where it is not sound, the steps are taken
 * back, the last one first; answers with the error, null where all is well.
 */
export async function takeBackUnsound(
  schemas: readonly SchemaSnapshot[],
  context: OperationContext,
  { backup, broken }: BeforeChange,
  results: Map<string, StepResult>,
): Promise<UserError | null> {
  const applied = context.migrations.filter(({ id }) => results.get(id)?.action === 'applied');
  const faults = applied.length === 0 ? [] : await faultsOf(context, broken);
  if (faults.length === 0) return null;
  const obstacle = await takeBackAll(applied.toReversed(), schemas, 'rolled-back-by-health', context, results);
  const rest = obstacle === null ? await faultsOf(context, broken) : [];
  const ids = applied.map(({ id }) => id).join(', ');
  return new UserError('integrity-failed', `the database is not sound behind ${ids}: ${faults.join('; ')}`, {
    why: whyOf(obstacle, rest),
    fix:
      obstacle === null && rest.length === 0
        ? 'See on a copy what the steps do: stepproof rehearse DATABASE'
        : restoreAdvice(context, backup),
  });
}

function whyOf(obstacle: UserError | null, rest: readonly string[]): string {
  if (obstacle !== null) return `It could not be taken back: ${obstacle.message}.`;
  if (rest.length > 0) return `The steps were taken back, and it is not sound all the same: ${rest.join('; ')}`;
  return 'The steps were taken back by their rollbacks, and the database is sound again.';
}

/** How to go back to a backup. */
function restoreAdvice({ database }: OperationContext, backup: Backup | null): string {
  if (backup === null) return 'No backup was made by this run: go back to one of your own.';
  return `Stop what uses it, delete ${database}-wal and ${database}-shm, and copy the backup over it: ${backup.path}`;
}

/** The error for a database that is not sound after its steps were taken back; null where it is. */
export async function refuseUnsound(
  context: OperationContext,
  { backup, broken }: BeforeChange,
): Promise<UserError | null> {
  const faults = await faultsOf(context, broken);
  if (faults.length === 0) return null;
  return new UserError('integrity-failed', `the database is not sound after the rollback: ${faults.join('; ')}`, {
    why: 'The rollback is committed.',
    fix: restoreAdvice(context, backup),
  });
}

/** What is wrong with the database that was not before. */
async function faultsOf(context: OperationContext, before: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const source = await context.open(context.database);
  try {
    const faults = await integrityFaults(source, 'integrity_check');
    return faults.length > 0 ? faults : moreThanBefore(before, await brokenChecks(source));
  } finally {
    await source.close();
  }
}
