import { UserError } from '../model/errors.ts';
import type { Operation } from '../model/operation.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { OperationContext } from './context.ts';
import { describeSteps, type StepResult } from './describeSteps.ts';
import { driftIn } from './drift.ts';
import { readStanding, type Standing } from './standing.ts';

/** What an operation came to; `error` is why it stopped before its end. */
export interface OperationResult {
  readonly operation: Operation;
  readonly error: UserError | null;
}

/** What is known of an operation apart from the database itself. */
export interface Conclusion extends Pick<Operation, 'dryRun' | 'backup' | 'notes'> {
  /** By step. */
  readonly results: ReadonlyMap<string, StepResult>;
}

/**
 * Looks at the database once more and tells how it stands: what counts is what is there, not what was meant. Throws
 * `UserError` where it cannot be read, with what was done, or with why that stopped.
 */
export async function conclude(
  context: OperationContext,
  conclusion: Conclusion,
  error: UserError | null,
): Promise<OperationResult> {
  try {
    const source = await context.open(context.database);
    try {
      const standing = await readStanding(source, context);
      return { operation: await describe(source, standing, context, conclusion), error };
    } finally {
      await source.close();
    }
  } catch (unreadable) {
    if (!(unreadable instanceof UserError)) throw unreadable;
    throw error ?? unproven(unreadable, conclusion);
  }
}

/** How a database that is open stands, and what was done to it. */
export async function describe(
  source: SourceDatabase,
  standing: Standing,
  { database, migrations, schemas }: OperationContext,
  { dryRun, backup, results, notes }: Conclusion,
): Promise<Operation> {
  const { ledger } = standing;
  return {
    database,
    ledger: ledger?.tool ?? null,
    dryRun,
    backup,
    steps: describeSteps(standing, migrations, results),
    drift: await driftIn(source, standing, await schemas(standing.applied.length)),
    problems: ledger?.problems ?? [],
    notes: [...notes, ...fileNotes(source.facts)],
  };
}

function fileNotes({ networkFileSystem }: { readonly networkFileSystem: string | null }): readonly string[] {
  return networkFileSystem === null
    ? []
    : [`The database lies on ${networkFileSystem}, where locks of other machines may not hold.`];
}

function unproven({ message }: UserError, { results }: Conclusion): UserError {
  const done = [...results].map(([id, { action }]) => `${id} ${action}`).join(', ');
  return new UserError('state-unproven', `the database cannot be read any more: ${message}`, {
    why: `What was done before: ${done || 'nothing'}`,
    fix: 'Look at it when it can be read again: stepproof status DATABASE',
  });
}
