import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { openSource } from '../../../harness/engines/sourceDatabase.ts';
import { UserError } from '../../../harness/model/errors.ts';

/** A folder that is deleted when the test has ended. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-source-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database file of 200 rows in a folder of its own, with what else is run on it. */
export function newDatabase(sql = ''): string {
  const path = join(newFolder(), 'app.db');
  const db = new Database(path);
  db.exec(`PRAGMA page_size = 1024; CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
    INSERT INTO readers SELECT i, 'reader ' || i FROM n; ${sql}`);
  db.close();
  return path;
}

export function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The error that opening a file ends in. */
export async function refusalOf(path: string, busyTimeoutMs = 50): Promise<UserError> {
  try {
    await (await openSource(path, { busyTimeoutMs })).close();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${path} was opened`);
}

/** What a database holds of readers, and what `integrity_check` says. */
export function look(path: string): { readonly integrity: unknown; readonly readers: unknown } {
  const db = new Database(path, { readonly: true });
  try {
    return {
      integrity: db.pragma('integrity_check', { simple: true }),
      readers: db.prepare('SELECT count(*) FROM readers').pluck().get(),
    };
  } finally {
    db.close();
  }
}
