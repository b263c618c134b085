import { statSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';
import type { Connection } from '../connection.ts';
import { numbers } from './copyConnection.ts';

/** From then on what is written goes to the log, and the main file stays as it is until a checkpoint. Throws `UserError`. */
export function requireWriteAheadLog({ db }: Connection, path: string): void {
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  if (mode === 'wal') return;
  db.close();
  throw new UserError('io-error', `${path} cannot be given a write-ahead log`, {
    why: `Its journal mode stays ${String(mode)}.`,
    fix: 'Set TMPDIR to a folder on a disk of this machine.',
  });
}

/** Carries over everything that was committed, and empties the log. */
export function checkpoint(main: Connection): void {
  const [busy] = numbers(main, 'PRAGMA wal_checkpoint(TRUNCATE)');
  if (busy !== 0) throw new Error('the write-ahead log of a working copy is in use');
}

/** Begins to read what the main file holds, and says by what stamp it is known. */
export function hold(reader: Connection, path: string): string {
  reader.db.exec('BEGIN');
  reader.db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').all();
  return stampOf(path);
}

/** Differs after anything was written to a file. */
export function stampOf(path: string): string {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  return `${size} ${mtimeNs}`;
}
