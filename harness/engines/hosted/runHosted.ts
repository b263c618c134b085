import { SqlError, UserError } from '../../model/errors.ts';
import type { GuardedRun, RunOutcome } from '../../model/operation.ts';
import { type GuardedOptions, runGuarded } from '../guarded/runGuarded.ts';
import type { HostedD1 } from './hostedD1.ts';

/** Runs scripts on a database at Cloudflare, as `runGuarded` does on a file. */
export type HostedRunner = <Seen>(run: GuardedRun<Seen>, options: GuardedOptions) => Promise<RunOutcome<Seen>>;

/**
 * D1 has no transaction that could be looked into, only batches. So every script is run on a copy first, where all is
 * asked that is asked of a file, and on the database only when the copy was committed: statements and ledger in one batch,
 * which D1 runs all or nothing. `makeCopy` copies the database to a new file and answers with its path.
 */
export function hostedRunner(database: HostedD1, makeCopy: () => Promise<string>): HostedRunner {
  let copy: Promise<string> | null = null;
  return async (run, options) => {
    refuseUnknownToD1(run);
    if ((await run.admit(database)) === null) return { kind: 'not-needed' };
    copy ??= makeCopy();
    const tried = await runGuarded(await copy, run, options);
    if (tried.kind !== 'committed') return tried;
    try {
      await database.batch([...run.statements, ...run.record(tried.milliseconds)]);
      return tried;
    } catch (error) {
      // The copy is ahead of the database now.
      copy = null;
      if (error instanceof SqlError) return refused(error);
      if (!(error instanceof UserError && error.code === 'd1-unreachable')) throw error;
      if (await wentThrough(database, run)) return tried;
      throw new UserError('d1-unreachable', error.message, { ...error.detail, why: `${error.detail.why} ${UNDONE}` });
    }
  };
}

const UNDONE =
  'The ledger was asked afterwards and does not have the step. A batch that is still on its way may yet be run: look once more before the next try.';

function refused({ code, message }: SqlError): RunOutcome<never> {
  return { kind: 'failed', failure: { code: 'sql-failed', statement: null, message: `${message} (${code})` } };
}

/** A batch that was never answered has run, or it has not: its ledger's row is a part of it. */
async function wentThrough<Seen>(database: HostedD1, run: GuardedRun<Seen>): Promise<boolean> {
  try {
    return (await run.admit(database)) === null;
  } catch (error) {
    throw new UserError('state-unproven', 'nobody knows whether the step was run', {
      why: `No answer came, and the ledger cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'Look as soon as Cloudflare answers: stepproof status DATABASE --remote. It was run completely or not at all.',
    });
  }
}

function refuseUnknownToD1({ outside, foreignKeys }: Pick<GuardedRun<unknown>, 'outside' | 'foreignKeys'>): void {
  if (!outside && foreignKeys === 'on') return;
  throw new UserError(
    'not-on-d1',
    outside ? 'D1 runs no script outside of a transaction' : 'D1 has foreign keys always on',
    {
      why: outside
        ? 'Every script is a batch, and a batch is one.'
        : 'The script asks for them to be off: rows that cascade would be lost.',
      fix: 'stepproof explain rows-survive shows a rebuild that keeps all rows there.',
    },
  );
}
