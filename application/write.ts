import { type DatabaseConnection, type DatabaseTransaction, sql } from '@databases/sqlite-sync';
import { constraintViolation } from './constraintViolation.ts';
import { DatabaseBusy } from './errors.ts';

const attempts = 3;

/**
 * The way into the database: runs `work` in one transaction, all or nothing, and answers with what it returns. Throws
 * ConstraintViolation when the schema refuses a write, DatabaseBusy when the database stays locked.
 *
 * IMMEDIATE, because a transaction that reads first and writes later cannot be upgraded once another connection has
 * written in between: waiting does not help it (https://sqlite.org/rescode.html#busy_snapshot).
 */
export function write<Result>(
  database: DatabaseConnection,
  work: (transaction: DatabaseTransaction) => Result,
): Result {
  begin(database);
  try {
    const result = work(database);
    database.query(sql`COMMIT`);
    return result;
  } catch (error) {
    rollback(database);
    throw constraintViolation(error) ?? error;
  }
}

/** Each attempt waits for the connection's busy_timeout. */
function begin(database: DatabaseConnection): void {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      database.query(sql`BEGIN IMMEDIATE`);
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
  throw new DatabaseBusy('The database is locked by another writer. Nothing was written; try again later.');
}

/** SQLite rolls back by itself on some errors, a full disk for one (https://sqlite.org/lang_transaction.html). */
function rollback(database: DatabaseConnection): void {
  try {
    database.query(sql`ROLLBACK`);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
