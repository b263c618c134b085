import { sql } from '@databases/sqlite-sync';
import { expect, test } from 'vitest';
import { openDatabase } from '../../application/database.ts';
import { connection, temporaryFile } from './temporaryDatabase.ts';

test('a connection has a write-ahead log, syncs normally, enforces foreign keys and waits for locks', () => {
  const database = connection(temporaryFile());
  expect([
    database.query(sql`PRAGMA journal_mode`),
    database.query(sql`PRAGMA synchronous`),
    database.query(sql`PRAGMA foreign_keys`),
    database.query(sql`PRAGMA busy_timeout`),
  ]).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 1 }], [{ foreign_keys: 1 }], [{ timeout: 5000 }]]);
});

test('a database that the migrations have not made is not created by opening it', () => {
  expect(() => openDatabase(`${temporaryFile()}.misspelt`)).toThrow('unable to open database file');
});
