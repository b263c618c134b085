import Database from 'better-sqlite3';
import { SqlError } from '../model/errors.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
import { FROZEN_CLOCK } from './frozenClock.ts';

export type ScalarFunctions = Readonly<Record<string, (...args: SqlValue[]) => unknown>>;

/** An open database with its compiled statements. */
export interface Connection {
  readonly db: Database.Database;
  readonly statements: Map<string, Database.Statement<unknown[], SqlRow>>;
}

/** Opens a database image in memory with foreign keys on, as D1 runs it; null opens an empty one. */
export function connect(image: Buffer | null, functions: ScalarFunctions): Connection {
  const db = image === null ? new Database(':memory:') : new Database(image);
  // Most tables of a ladder hold a few rows, and an image is copied and compared often: small pages keep it small.
  if (image === null) db.pragma('page_size = 1024');
  return equip(db, functions);
}

/** Gives a database that was just opened what every one of ours has: exact integers, the frozen clock and the application's functions. */
export function equip(db: Database.Database, functions: ScalarFunctions): Connection {
  db.defaultSafeIntegers(true);
  for (const [name, time] of Object.entries(FROZEN_CLOCK)) db.function(name, () => time);
  for (const [name, implementation] of Object.entries(functions)) {
    db.function(name, { varargs: true, safeIntegers: true, directOnly: false }, (...args: unknown[]) =>
      implementation(...(args as SqlValue[])),
    );
  }
  return { db, statements: new Map() };
}

/** Compiles a statement once per connection; SQLite compiles it again by itself when the schema has changed. */
export function prepare(connection: Connection, sql: string): Database.Statement<unknown[], SqlRow> {
  const known = connection.statements.get(sql);
  if (known !== undefined) return known;
  const statement = connection.db.prepare<unknown[], SqlRow>(sql);
  if (statement.reader) statement.raw(true);
  // An EXPLAIN is compiled once and for all: it would go on showing the plan of an earlier schema.
  if (!/^\s*explain\b/i.test(sql)) connection.statements.set(sql, statement);
  return statement;
}

/** The driver's error as ours; anything that is no answer of SQLite or of the binding of values is passed on. */
export function sqlError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  if (error instanceof Database.SqliteError) return new SqlError(error.code, error.message);
  if (error instanceof RangeError || error instanceof TypeError) return new SqlError('SQLITE_MISUSE', error.message);
  throw error;
}
