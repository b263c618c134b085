import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';
import { type Connection, prepare } from '../connection.ts';
import { numbers } from './copyConnection.ts';

/** https://sqlite.org/fileformat2.html#file_format_version_numbers */
const FORMAT_VERSIONS = 18;
const ROLLBACK_JOURNAL = Buffer.from([1, 1]);
const WRITE_AHEAD_LOG = Buffer.from([2, 2]);

/** Marks a database that is at rest as one in write-ahead mode: SQLite would write its first page twice to that end. */
export function markAsLogged(path: string): void {
  const file = openSync(path, 'r+');
  try {
    const versions = Buffer.alloc(2);
    readSync(file, versions, 0, 2, FORMAT_VERSIONS);
    if (versions.equals(ROLLBACK_JOURNAL)) writeSync(file, WRITE_AHEAD_LOG, 0, 2, FORMAT_VERSIONS);
  } finally {
    closeSync(file);
  }
}

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
  // The header is a part of it, and to read that alone nothing has to be made of the schema.
  reader.db.prepare('PRAGMA user_version').get();
  return stampOf(path);
}

/** Differs after anything was written to a file. */
export function stampOf(path: string): string {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  return `${size} ${mtimeNs}`;
}

/** The b-trees of a database that have a name, by their root pages. */
export function rootPagesOf(connection: Connection): readonly number[] {
  const trees = prepare(connection, 'SELECT rootpage FROM sqlite_schema WHERE rootpage > 0').all();
  return trees.map(([page]) => Number(page));
}
