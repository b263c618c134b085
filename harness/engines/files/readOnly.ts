import Database from 'better-sqlite3';
import { UserError } from '../../model/errors.ts';
import type { DatabaseFacts } from '../../model/realDatabase.ts';
import type { SqlRow, SqlValue } from '../../model/value.ts';
import { type Connection, prepare, sqlError } from '../connection.ts';
import { databasePath } from './databasePath.ts';
import { fileTrouble, type TroubledFile, troubleWhileOpen } from './fileTrouble.ts';
import { networkFileSystem } from './networkFileSystem.ts';
import { sidecarsOf } from './sidecars.ts';

/** A user's database file, open for reading only. */
export interface OpenFile extends Connection, TroubledFile {
  readonly facts: DatabaseFacts;
  readonly hasTables: boolean;
  /** As it was when it was opened (https://sqlite.org/pragma.html#pragma_data_version). */
  readonly dataVersion: SqlValue;
}

/** As better-sqlite3 waits where nothing else is said. */
export const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens a database that is not ours: for reading only, so that its bytes stay what they are, and with what its schema
 * names not trusted (https://sqlite.org/security.html). In WAL mode SQLite leaves the empty files beside it that every
 * reader needs (https://sqlite.org/wal.html#readonly). Throws `UserError`.
 */
export function openReadOnly(name: string, busyTimeoutMs = BUSY_TIMEOUT_MS): OpenFile {
  const { path, bytes } = databasePath(name);
  const file = { name, path, busyTimeoutMs };
  // Before anything is opened, because opening it can put them there.
  const sidecars = sidecarsOf(path);
  let opened: Database.Database | null = null;
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    opened = db;
    db.defaultSafeIntegers(true);
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    const integrityCheck = 'integrity_check' as const;
    const facts = { path, bytes, sidecars, integrityCheck, networkFileSystem: networkFileSystem(path) };
    return { ...file, db, statements: new Map(), ...firstReading(db, facts) };
  } catch (error) {
    // Closed first: what is wrong with it is told from its bytes.
    opened?.close();
    throw unreadable(file, error);
  }
}

type FirstReading = Pick<OpenFile, 'facts' | 'hasTables' | 'dataVersion'>;

/** In one transaction: where others write all the time, each lock has to be waited for anew. */
function firstReading(
  db: Database.Database,
  facts: Omit<DatabaseFacts, 'pageSize' | 'pageCount' | 'journalMode'>,
): FirstReading {
  const ask = (sql: string): unknown => db.prepare(sql).pluck().get();
  return db.transaction(() => {
    // Nothing was read of the file so far, and whether it is a database shows at the first row that is.
    const hasTables = ask("SELECT count(*) FROM sqlite_schema WHERE type = 'table'") !== 0n;
    const pageSize = Number(ask('PRAGMA page_size'));
    const pageCount = Number(ask('PRAGMA page_count'));
    const journalMode = String(ask('PRAGMA journal_mode'));
    const dataVersion = BigInt(String(ask('PRAGMA data_version')));
    return { facts: { ...facts, pageSize, pageCount, journalMode }, hasTables, dataVersion };
  })();
}

/** Runs one statement on it. Throws `SqlError`, and `UserError` where the file is the trouble and not the statement. */
export function readRows(file: OpenFile, sql: string, values: readonly unknown[] = []): readonly SqlRow[] {
  try {
    const statement = prepare(file, sql);
    if (statement.reader) return statement.all(...values);
    statement.run(...values);
    return [];
  } catch (error) {
    const known = sqlError(error);
    throw troubleWhileOpen(file, known) ?? known;
  }
}

function unreadable(file: TroubledFile, error: unknown): UserError {
  const known = sqlError(error);
  return (
    fileTrouble(file, known) ??
    new UserError('database-unreadable', `${file.name} cannot be read as a SQLite database`, {
      why: `${known.code}: ${known.message}`,
      fix: 'Look whether it is whole (PRAGMA integrity_check) and readable.',
    })
  );
}
