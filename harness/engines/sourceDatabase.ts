import { statSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';
import { copyFile } from './files/copyFile.ts';
import { openReadOnly, readRows } from './files/readOnly.ts';

export interface SourceOptions {
  /** How long to wait for others who have it locked. */
  readonly busyTimeoutMs?: number;
  /** A database without tables is meant: the first step is still to come. */
  readonly mayBeEmpty?: boolean;
}

/** Opens a user's database for reading only. Throws `UserError`, also when it has no tables: a mistyped name looks so. */
export async function openSource(path: string, options: SourceOptions = {}): Promise<SourceDatabase> {
  const file = openReadOnly(path, options.busyTimeoutMs);
  const { db, facts } = file;
  const read = (sql: string, values: readonly SqlValue[] = []): readonly SqlRow[] => readRows(file, sql, values);
  const version = (): SqlValue => read('PRAGMA data_version')[0]?.[0] ?? null;
  const inode = (): string => {
    const found = statSync(facts.path, { throwIfNoEntry: false, bigint: true });
    return `${found?.dev}:${found?.ino}`;
  };

  if (!file.hasTables && options.mayBeEmpty !== true) {
    db.close();
    throw new UserError('database-empty', `${path} has no tables`, {
      why: 'It is a SQLite database, and nothing was ever made in it.',
      fix: 'Name the database that was meant.',
    });
  }
  const opened = inode();
  let seen = file.dataVersion;
  return {
    name: 'better-sqlite3',
    facts,

    async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
      return read(sql, values);
    },

    async copyTo(destination: string): Promise<boolean> {
      const before = seen;
      seen = await copyFile(file, destination);
      return seen === before && inode() === opened;
    },

    async hasChanged(): Promise<boolean> {
      return version() !== seen || inode() !== opened;
    },

    async close(): Promise<void> {
      db.close();
    },
  };
}
