import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../model/errors.ts';

/** https://sqlite.org/fileformat2.html#the_database_header */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const READ_VERSION = 19;
const NEWEST_READ_VERSION = 2;

/**
 * Why SQLite takes a file for no database, told from its first bytes. Only for a file on which this process has no
 * connection: closing a file gives up every lock that the process has on it (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 */
export function foreignFile(name: string, path: string): UserError {
  const header = firstBytes(path);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    return new UserError('database-not-sqlite', `${name} is no SQLite database`, guess(header));
  }
  if ((header[READ_VERSION] ?? 0) > NEWEST_READ_VERSION) return newerFormat(name);
  return new UserError('database-corrupt', `${name} is damaged`, {
    why: 'It begins as a SQLite database does, but the rest of its header is no longer one.',
    fix: 'Restore it from a backup.',
  });
}

/** For a database that a later SQLite wrote. */
export function newerFormat(name: string): UserError {
  return new UserError('database-format-unsupported', `${name} has a file format that this SQLite cannot read`, {
    why: 'Its header asks for a later version of SQLite, or is damaged there.',
    fix: 'Look with the newest sqlite3 shell whether it is whole (PRAGMA integrity_check).',
  });
}

function firstBytes(path: string): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

interface Guess {
  readonly why: string;
  readonly fix: string;
}

/** By their first bytes: https://www.rfc-editor.org/rfc/rfc1952#page-6, RFC 8878 section 3.1.1, APPNOTE.TXT section 4.3.7. */
const PACKED: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['\xfd7zXZ', 'xz'],
  ['BZh', 'bzip2'],
  ['PK\x03\x04', 'zip'],
];

function guess(header: Buffer): Guess {
  const start = header.toString('latin1');
  const packed = PACKED.find(([magic]) => start.startsWith(magic));
  if (packed !== undefined)
    return { why: `It is packed with ${packed[1]}.`, fix: 'Unpack it and name what was inside.' };
  if (/^[\t\n\r\x20-\x7e]*$/.test(start)) {
    return {
      why: 'It is text; a dump of SQL is no database yet.',
      fix: 'Load a dump with `sqlite3 NEW.db < DUMP.sql` and name NEW.db.',
    };
  }
  return {
    why: 'Its first bytes are not those of a database. So begin encrypted databases, other formats, and damaged files.',
    fix: 'Decrypt it into a plain SQLite file first, or restore it from a backup.',
  };
}
