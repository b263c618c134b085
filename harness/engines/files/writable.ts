import Database from 'better-sqlite3';
import { type SqlError, UserError } from '../../model/errors.ts';
import { type Connection, type ScalarFunctions, sqlError } from '../connection.ts';
import { databasePath } from './databasePath.ts';
import { fileTrouble, type TroubledFile } from './fileTrouble.ts';

/** A user's database file, open for writing. */
export interface WritableFile extends Connection, TroubledFile {}

export interface WritableOptions {
  readonly busyTimeoutMs: number;
  /** Scalar functions that the application registers on its connections. */
  readonly functions: ScalarFunctions;
}

/**
 * Opens a database that is not ours for writing, with foreign keys on. What a killed process left half done is taken back
 * by that (https://sqlite.org/atomiccommit.html#_crash_recovery). Throws `UserError`.
 */
export function openWritable(name: string, { busyTimeoutMs, functions }: WritableOptions): WritableFile {
  const { path } = databasePath(name);
  const file = { name, path, busyTimeoutMs };
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs });
    db.defaultSafeIntegers(true);
    for (const [called, implementation] of Object.entries(functions)) {
      db.function(called, { varargs: true, safeIntegers: true }, implementation as (...args: unknown[]) => unknown);
    }
    // What the application registers, its schema may call; without that, nothing in a schema is to be trusted
    // (https://sqlite.org/security.html).
    if (Object.keys(functions).length === 0) db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    // Nothing was read of the file so far, and whether it is a database shows at the first row that is.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { ...file, db, statements: new Map() };
  } catch (error) {
    // Closed first: what is wrong with it is told from its bytes.
    db?.close();
    const known = sqlError(error);
    throw fileTrouble(file, known) ?? unwritable(name, known);
  }
}

/**
 * What an answer of SQLite says about a file that is open for writing rather than about the statement; null where it is
 * about the statement.
 */
export function writeTrouble(file: TroubledFile, error: SqlError): UserError | null {
  // To say what it is instead would mean to read it, and to lose the locks that this process has on it.
  if (error.code === 'SQLITE_NOTADB') return null;
  if (error.code !== 'SQLITE_READONLY') return fileTrouble(file, error);
  return new UserError('database-readonly', `${file.name} cannot be written with the rights that this process has`, {
    why: `${error.code}: ${error.message}`,
    fix: 'Give this account the right to write the file and in its folder, where SQLite keeps its journal.',
  });
}

function unwritable(name: string, { code, message }: SqlError): UserError {
  return new UserError('database-unreadable', `${name} cannot be opened as a SQLite database`, {
    why: `${code}: ${message}`,
    fix: 'Look whether it is whole (PRAGMA integrity_check).',
  });
}
