import { hash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSource } from '../../harness/engines/sourceDatabase.ts';
import { findLedger } from '../../harness/ledgers/find.ts';
import type { LedgerOptions, LedgerState } from '../../harness/model/ledger.ts';
import { type Files, folderOf, readFolder } from '../layouts/reading.ts';

/** Makes a folder of migrations and a database file of this SQL, and reads the one's ledger against the other. */
export async function ledgerOf(files: Files, sql: string, options: LedgerOptions = {}): Promise<LedgerState | null> {
  const root = folderOf(files);
  const path = join(root, 'app.db');
  const db = new Database(path);
  db.exec(`CREATE TABLE readers (id INTEGER PRIMARY KEY); ${sql}`);
  db.close();
  const source = await openSource(path);
  try {
    return await findLedger(source, readFolder(root).migrations, options);
  } finally {
    await source.close();
  }
}

/** What a ledger comes to that names nothing but these steps. */
export function clean(tool: string, table: string, ids: readonly string[], appliedAt: string | null): LedgerState {
  const applied = ids.map((id) => ({ id, appliedAt }));
  return { tool, tables: [table], applied, unknown: [], edited: [], problems: [] };
}

export function sha256(text: string): string {
  return hash('sha256', text);
}

export const CREATE = 'CREATE TABLE loans (id INTEGER PRIMARY KEY);\n';
export const DROP = 'DROP TABLE loans;\n';
export const INDEX = 'CREATE INDEX loans_id ON loans (id);\n';
export const AT = '2026-03-01 12:00:00';
