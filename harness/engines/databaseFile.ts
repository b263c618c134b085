import Database from 'better-sqlite3';
import { UserError } from '../model/errors.ts';
import type { SqlRow } from '../model/value.ts';
import { sqlError } from './connection.ts';

/**
 * Asks a database file one question. The file is opened for reading only and never changed; beside one in WAL mode
 * SQLite may put the empty files that every reader needs (https://sqlite.org/wal.html#readonly). Throws `UserError`.
 */
export function readDatabaseFile(path: string, sql: string): readonly SqlRow[] {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      db.defaultSafeIntegers(true);
      return db.prepare<unknown[], SqlRow>(sql).raw(true).all();
    } finally {
      db.close();
    }
  } catch (error) {
    const { code, message } = sqlError(error);
    throw new UserError('database-unreadable', `${path} cannot be read as a SQLite database`, {
      why: `${code}: ${message}`,
      fix: 'Look whether it is whole (PRAGMA integrity_check) and readable, and in WAL mode its folder writable.',
    });
  }
}
