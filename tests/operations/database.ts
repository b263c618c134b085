import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';

/** A private folder for one test. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-real-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a database file, empty but for what the SQL makes. */
export function makeDatabase(path: string, sql = '', journal: 'delete' | 'wal' = 'delete'): string {
  const db = new Database(path);
  db.pragma(`journal_mode = ${journal}`);
  db.exec(`VACUUM; ${sql}`);
  db.close();
  return path;
}

/** A copy of a database at rest. */
export function copyOf(path: string, to: string): string {
  copyFileSync(path, to);
  return to;
}

/** Runs SQL on a database. */
export function execute(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

/** Everything that a database holds but for our history, and the steps that the history has standing. */
export interface Contents {
  readonly objects: readonly unknown[];
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
  readonly applied: readonly unknown[];
  readonly integrity: unknown;
}

const OBJECTS = `SELECT type, name, tbl_name, sql FROM sqlite_schema
  WHERE tbl_name NOT IN ('stepproof_history', 'sqlite_sequence') ORDER BY type, name`;

/** Opens a database as its next user does, so that what was half done is taken back, and reads all of it. */
export function contentsOf(path: string): Contents {
  const db = new Database(path, { fileMustExist: true });
  try {
    const objects = db.prepare<[], { type: string; name: string }>(OBJECTS).all();
    const tables = objects.filter(({ type }) => type === 'table').map(({ name }) => name);
    const hasHistory = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'stepproof_history'").get() !== undefined;
    const standing = 'SELECT step FROM stepproof_history WHERE rolled_back_at IS NULL ORDER BY id';
    return {
      objects,
      rows: Object.fromEntries(tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).raw().all()])),
      applied: hasHistory ? db.prepare(standing).pluck().all() : [],
      integrity: db.pragma('integrity_check', { simple: true }),
    };
  } finally {
    db.close();
  }
}
