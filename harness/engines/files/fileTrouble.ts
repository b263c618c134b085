import { SqlError, UserError } from '../../model/errors.ts';
import { foreignFile, newerFormat } from './foreignFile.ts';

/** The file that an error is about. */
export interface TroubledFile {
  /** As the user wrote it. */
  readonly name: string;
  readonly path: string;
  /** How long SQLite waits for others who have it locked. */
  readonly busyTimeoutMs: number;
}

/**
 * What an answer of SQLite says about the file rather than about the statement; null where it is about the statement
 * (https://sqlite.org/rescode.html). Only for a file on which this process has no connection: it may be looked into.
 */
export function fileTrouble(file: TroubledFile, error: SqlError): UserError | null {
  const { name } = file;
  const why = `${error.code}: ${error.message}`;
  if (error.code === 'SQLITE_NOTADB') return foreignFile(name, file.path);
  if (error.message === 'unsupported file format') return newerFormat(name);
  const trouble = TROUBLES.find(({ codes }) => codes.test(error.code));
  if (trouble === undefined) return null;
  return new UserError(trouble.code, `${name} ${trouble.what(file)}`, { why, fix: trouble.fix });
}

/** The same for a file that is open. */
export function troubleWhileOpen(file: TroubledFile, error: SqlError): UserError | null {
  return fileTrouble(file, error.code === 'SQLITE_NOTADB' ? new SqlError('SQLITE_CORRUPT', error.message) : error);
}

interface Trouble {
  readonly codes: RegExp;
  readonly code: string;
  what(file: TroubledFile): string;
  readonly fix: string;
}

const TROUBLES: readonly Trouble[] = [
  {
    codes: /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/,
    code: 'database-busy',
    what: ({ busyTimeoutMs }) => `stayed locked for ${busyTimeoutMs / 1000} seconds`,
    fix: 'Wait until the program that has it locked is done, or stop that program.',
  },
  {
    codes: /^SQLITE_(?:CORRUPT|EMPTY|FORMAT)/,
    code: 'database-corrupt',
    what: () => 'is damaged',
    fix: 'Restore it from a backup, or save what can be read with `sqlite3 DATABASE .recover`.',
  },
  {
    codes: /^SQLITE_READONLY_(?:ROLLBACK|RECOVERY)$/,
    code: 'database-needs-recovery',
    what: () => 'holds a change that was not finished, and reading it would mean to repair it',
    fix: 'Let its own program open it, or run `sqlite3 DATABASE "PRAGMA user_version"` on it once: that takes the change back.',
  },
  {
    codes: /^SQLITE_READONLY_DBMOVED$/,
    code: 'database-moved',
    what: () => 'was moved or replaced while it was open',
    fix: 'Run this again when the file stays in its place.',
  },
  {
    codes: /^SQLITE_READONLY_(?:CANTINIT|CANTLOCK|DIRECTORY)$|^SQLITE_CANTOPEN/,
    code: 'database-readonly',
    what: () => 'cannot be opened with the rights that this process has',
    fix: 'Give it the right to read the file and, in WAL mode, to write in its folder: readers keep an index there.',
  },
  {
    codes: /^SQLITE_FULL$/,
    code: 'disk-full',
    what: () => 'cannot be written: the disk is full',
    fix: 'Make room, or set TMPDIR to a folder with more of it.',
  },
  {
    codes: /^SQLITE_IOERR/,
    code: 'io-error',
    what: () => 'could not be read or written',
    fix: 'Look at the disk and its file system, and at limits on the size of files (`ulimit -f`).',
  },
  {
    codes: /^SQLITE_NOMEM/,
    code: 'out-of-memory',
    what: () => 'needs more memory than there is',
    fix: 'Give the process more memory (`ulimit -v`).',
  },
];
