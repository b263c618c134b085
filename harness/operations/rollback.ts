import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Backup } from '../model/operation.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { Migration } from '../model/script.ts';
import { refuseEdited, refuseForeign } from './admission.ts';
import { backupName, damaged, unfinishedEnding } from './backup.ts';
import { type BackupOrders, type BeforeChange, beforeChange, keepBackups, UNCHANGED } from './backupPolicy.ts';
import { conclude, type OperationResult } from './conclude.ts';
import type { OperationContext } from './context.ts';
import type { StepResult } from './describeSteps.ts';
import { refuseUnsound } from './emergency.ts';
import { integrityFaults } from './integrity.ts';
import { planRollback, type WantedRollback } from './planRollback.ts';
import { lossesOf } from './rehearseRollback.ts';
import { readStanding, type Standing } from './standing.ts';
import { takeBackAll } from './takeBackAll.ts';
import { withCopy } from './withCopy.ts';

/** What is to be taken back, and how. */
export interface RollbackOrders extends WantedRollback {
  /** The plan is all that is asked for, with what would be lost. */
  readonly dryRun: boolean;
  /** null: no backup. */
  readonly backup: BackupOrders | null;
}

/**
 * Takes applied steps back, the last one first and each of them completely or not at all, after a backup and after the
 * same was tried on a copy. Throws `UserError` when nothing was done, also where rows would be lost.
 */
export async function rollback(orders: RollbackOrders, context: OperationContext): Promise<OperationResult> {
  const source = await context.open(context.database);
  try {
    const { steps, losses, before } = await prepare(source, orders, context);
    const notes = losses.map((loss) => `${orders.dryRun ? 'would be lost' : 'lost'}: ${loss}`);
    if (orders.dryRun) {
      const planned = steps.map(({ id }) => [id, { action: 'planned', run: null }] as const);
      return await conclude(context, { dryRun: true, backup: null, results: new Map(planned), notes }, null);
    }
    const results = new Map<string, StepResult>(steps.map(({ id }) => [id, { action: 'not-run', run: null }]));
    const schemas = await context.schemas(1 + context.migrations.findLastIndex((step) => steps.includes(step)));
    const asRehearsed = orders.force ? context : onFirstRun(context, () => refuseChanged(source));
    const error =
      (await takeBackAll(steps, schemas, 'rolled-back', asRehearsed, results)) ??
      (await refuseUnsound(context, before));
    const kept = before.backup && keepBackups(before.backup, orders.backup, results);
    return await conclude(context, { dryRun: false, backup: kept, results, notes }, error);
  } finally {
    await source.close();
  }
}

interface Prepared {
  readonly steps: readonly Migration[];
  readonly losses: readonly string[];
  readonly before: BeforeChange;
}

/** Everything that can be refused is refused here, before anything is written. */
async function prepare(source: SourceDatabase, orders: RollbackOrders, context: OperationContext): Promise<Prepared> {
  const standing = await readStanding(source, context);
  refuseForeign(standing);
  if (!orders.force) refuseEdited(standing, context.migrations);
  const steps = planRollback(standing, context.migrations, orders);
  const [last] = steps;
  if (last === undefined) return { steps, losses: [], before: UNCHANGED };
  const before = orders.dryRun ? UNCHANGED : await beforeChange(source, last.id, orders.backup, context);
  try {
    const losses = await rehearsed(source, steps, standing, before.backup, context);
    if (losses.length > 0 && !orders.force && !orders.dryRun) throw loses(losses);
    return { steps, losses, before };
  } catch (error) {
    // The database is as the backup has it, and stays so.
    if (before.backup !== null) rmSync(before.backup.path, { force: true });
    throw error;
  }
}

/** On a copy of the backup, beside it: the rehearsal is of what the backup holds, and there is room for it. */
async function rehearsed(
  source: SourceDatabase,
  steps: readonly Migration[],
  { ledger }: Standing,
  backup: Backup | null,
  { database, sign, pid, open, openCopy }: OperationContext,
): Promise<readonly string[]> {
  const name = `${backupName({ database, at: sign().at, step: 'rehearsal' })}${unfinishedEnding(pid)}`;
  const path = join(dirname(backup?.path ?? database), name);
  try {
    await (backup === null ? source.copyTo(path) : withCopy(backup.path, open, (original) => original.copyTo(path)));
    const copy = await openCopy(path);
    try {
      const faults = await integrityFaults(copy.pristine, 'quick_check');
      if (faults.length > 0) throw damaged(database, faults);
      return await lossesOf(steps, copy, ledger?.tables ?? []);
    } finally {
      await copy.close();
    }
  } finally {
    rmSync(path, { force: true });
  }
}

/** Asks something more before the first script runs, under its lock. */
function onFirstRun(context: OperationContext, check: () => Promise<void>): OperationContext {
  let isFirst = true;
  return {
    ...context,
    run(path, runnable, around) {
      if (!isFirst) return context.run(path, runnable, around);
      isFirst = false;
      const admit: typeof around.admit = async (database) => {
        await check();
        return around.admit(database);
      };
      return context.run(path, runnable, { ...around, admit });
    },
  };
}

async function refuseChanged(source: SourceDatabase): Promise<void> {
  if (!(await source.hasChanged())) return;
  throw new UserError('database-changed', `${source.facts.path} was written to while its rollback was rehearsed`, {
    why: 'What was written since would be lost without a word. Nothing was done to the database.',
    fix: 'Stop what writes to it and start again, or say --force.',
  });
}

function loses(losses: readonly string[]): UserError {
  return new UserError('rollback-loses', `the rollback loses what is in the database now: ${losses.join('; ')}`, {
    why: 'It was tried on a copy: taken back, applied again, and compared. Nothing was done to the database.',
    fix: 'Save what is to be kept, then say --force.',
  });
}
