import sqlite, { type DatabaseConnection, sql } from '@databases/sqlite-sync';

/**
 * Opens the embedded database, which the migrations have made: readers do not wait for the writer
 * (https://sqlite.org/wal.html), a commit survives the process (and a power failure only after the next checkpoint),
 * foreign keys are enforced, and a locked database is waited for, 5 seconds at most.
 */
export function openDatabase(file: string): DatabaseConnection {
  const database = sqlite.default(file, { fileMustExist: true });
  // First of all: switching to the write-ahead log may itself have to wait for another connection.
  database.query(sql`PRAGMA busy_timeout = 5000`);
  database.query(sql`PRAGMA journal_mode = WAL`);
  database.query(sql`PRAGMA synchronous = NORMAL`);
  database.query(sql`PRAGMA foreign_keys = ON`);
  return database;
}
