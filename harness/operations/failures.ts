import { type Location, UserError } from '../model/errors.ts';
import type { RunFailure } from '../model/operation.ts';
import type { Migration, Script } from '../model/script.ts';
import type { Runnable } from './runnable.ts';

/** Where a script begins. */
export function beginningOf({ path, beginning }: Script): Location {
  return { file: path, line: beginning?.line ?? 1, column: beginning?.column ?? 1 };
}

/** The error for a script that was taken back through its own fault. */
export function scriptFailure({ script, statements }: Runnable, { code, statement, message }: RunFailure): UserError {
  const at = statement === null ? undefined : statements[statement];
  const location =
    at === undefined ? beginningOf(script) : { file: at.path ?? script.path, line: at.line, column: at.column };
  const { what, why, fix } = FAILURES[code];
  return new UserError(code, `${script.path} ${what}: ${message}`, { why, fix, location });
}

interface Explanation {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const AS_BEFORE = 'Everything was taken back: the database is as it was before this step.';

const FAILURES: Readonly<Record<RunFailure['code'], Explanation>> = {
  'sql-failed': {
    what: 'does not run',
    why: AS_BEFORE,
    fix: 'See on a copy what is wrong with it: stepproof rehearse DATABASE',
  },
  'commit-failed': {
    what: 'cannot be committed',
    why: AS_BEFORE,
    fix: 'A deferred foreign key is asked at the end: PRAGMA foreign_key_check on a copy names the rows without a parent.',
  },
  'transaction-escaped': {
    what: 'leaves the transaction that it runs in',
    why: 'What it did before that may be there to stay, and the ledger does not know of it.',
    fix: 'Compare the database with its backup, restore that where they differ, and take COMMIT and ROLLBACK out of the script.',
  },
  'pragma-leak': {
    what: 'leaves the connection changed',
    why: `The next script would run under another setting. ${AS_BEFORE}`,
    fix: 'Set it back at the end of the script, or leave it out.',
  },
};

/** The error for a step that nothing takes back. */
export function withoutRollback({ id, forward }: Migration): UserError {
  const declared = forward.directives.find(({ kind }) => kind === 'irreversible')?.reason;
  return new UserError('rollback-missing', `step ${id} has no rollback`, {
    why:
      declared === undefined || declared === null
        ? 'Nothing says how to take it back.'
        : `It is declared irreversible: ${declared}`,
    fix: 'Restore a backup from before it, or write the rollback: stepproof new --rollback-for ID',
    location: beginningOf(forward),
  });
}
