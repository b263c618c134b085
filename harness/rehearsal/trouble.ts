import { type SqlError, UserError } from '../model/errors.ts';

interface Trouble {
  readonly codes: RegExp;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** https://sqlite.org/rescode.html */
const TROUBLES: readonly Trouble[] = [
  {
    codes: /^SQLITE_FULL/,
    code: 'disk-full',
    message: 'the copy of the database cannot be written: the disk is full',
    fix: 'Make room, or name a folder on another disk: --work-dir DIR',
  },
  {
    codes: /^SQLITE_(?:IOERR|CANTOPEN|READONLY)/,
    code: 'io-error',
    message: 'the copy of the database could not be read or written',
    fix: 'Look at the disk and at limits on the size of files (`ulimit -f`), or name another folder: --work-dir DIR',
  },
  {
    codes: /^SQLITE_NOMEM/,
    code: 'out-of-memory',
    message: 'the rehearsal needs more memory than there is',
    fix: 'Give the process more memory (`ulimit -v`).',
  },
  {
    codes: /^SQLITE_CORRUPT/,
    code: 'database-corrupt',
    message: 'the database is damaged',
    fix: 'Restore it from a backup, or save what can be read with `sqlite3 DATABASE .recover`.',
  },
  {
    codes: /^SQLITE_INTERRUPT/,
    code: 'deadline-exceeded',
    message: 'a question about the rows did not end in time',
    fix: 'Give it more time with --timeout SECONDS.',
  },
];

/** What an answer of SQLite says about the disk or the process rather than about the script; null where it is about that. */
export function troubleIn({ code, message }: Pick<SqlError, 'code' | 'message'>): UserError | null {
  const trouble = TROUBLES.find(({ codes }) => codes.test(code));
  if (trouble === undefined) return null;
  return new UserError(trouble.code, trouble.message, { why: `${code}: ${message}`, fix: trouble.fix });
}
