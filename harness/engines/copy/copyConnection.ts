import Database from 'better-sqlite3';
import { type Connection, equip, prepare, type ScalarFunctions } from '../connection.ts';

/**
 * KiB. What SQLite may hold of pages, and of what it sorts before it goes on in a file
 * (https://sqlite.org/pragma.html#pragma_cache_size).
 */
const PAGE_CACHE = 16_384;

/**
 * Opens a working copy. Durability is of no use to a file that is thrown away, and the main file is to stay as it is: no
 * connection may carry the log over by itself (https://sqlite.org/pragma.html#pragma_wal_autocheckpoint). Its schema is
 * trusted: it could not ask the clock that stands still otherwise (https://sqlite.org/pragma.html#pragma_trusted_schema).
 */
export function openCopy(path: string, functions: ScalarFunctions): Connection {
  const connection = openOwn(path, functions, false);
  connection.db.exec(
    `PRAGMA cache_size = -${PAGE_CACHE}; PRAGMA mmap_size = 0; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON`,
  );
  return connection;
}

/** Opens it for reading only. Nothing is read until something is asked: most readers are there to hold it as it is. */
export function openCopyReader(path: string, functions: ScalarFunctions): Connection {
  return openOwn(path, functions, true);
}

/** Nobody else has this file, so what is locked stays locked however long one waits. */
function openOwn(path: string, functions: ScalarFunctions, readonly: boolean): Connection {
  return equip(new Database(path, { fileMustExist: true, readonly, timeout: 0 }), functions);
}

/** The first row that a statement gives, which holds numbers. */
export function numbers(connection: Connection, sql: string): readonly number[] {
  return (prepare(connection, sql).get() ?? []).map(Number);
}
