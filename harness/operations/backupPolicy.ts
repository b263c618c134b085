import { rmSync } from 'node:fs';
import type { Backup } from '../model/operation.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import { backUp, damaged } from './backup.ts';
import { brokenChecks } from './brokenChecks.ts';
import type { OperationContext } from './context.ts';
import type { StepResult } from './describeSteps.ts';
import { integrityFaults } from './integrity.ts';
import { pruneBackups } from './pruneBackups.ts';

/** Where backups go, and how many of a database stay. */
export interface BackupOrders {
  /** null: beside the database. */
  readonly folder: string | null;
  readonly keep: number;
}

/** What is kept of a database from before it is changed. */
export interface BeforeChange {
  /** null where none is wanted, or there is nothing to lose. */
  readonly backup: Backup | null;
  /** As `brokenChecks` answers: what was wrong before is nobody's fault. */
  readonly broken: ReadonlyMap<string, number>;
}

/** For a database that is not changed. */
export const UNCHANGED: BeforeChange = { backup: null, broken: new Map() };

/** Makes sure of a database that is about to be changed. A damaged one is refused, backup or not. Throws `UserError`. */
export async function beforeChange(
  source: SourceDatabase,
  step: string,
  orders: BackupOrders | null,
  context: OperationContext,
): Promise<BeforeChange> {
  const broken = await brokenChecks(source);
  const isEmpty = (await source.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' LIMIT 1")).length === 0;
  if (orders !== null && !isEmpty) {
    const { database, pid } = context;
    const place = { database, folder: orders.folder, at: context.sign().at, step, pid };
    return { backup: await backUp(source, place, context.open), broken };
  }
  const faults = await integrityFaults(source, 'integrity_check');
  if (faults.length > 0) throw damaged(context.database, faults);
  return { backup: null, broken };
}

/** Deletes backups that are too many, and the new one where nothing was changed; answers with it where it stays. */
export function keepBackups(
  backup: Backup,
  orders: BackupOrders | null,
  results: ReadonlyMap<string, StepResult>,
): Backup | null {
  if ([...results.values()].every(({ action }) => action === 'skipped' || action === 'assumed')) {
    rmSync(backup.path, { force: true });
    return null;
  }
  if (orders !== null) pruneBackups(backup.path, orders.keep);
  return backup;
}
