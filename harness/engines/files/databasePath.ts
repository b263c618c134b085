import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../../model/errors.ts';

/** A database file that is there, by the name behind all links: SQLite keeps its sidecars beside that one. */
export interface DatabasePath {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Finds the file that a name stands for, without opening it. Throws `UserError`: for names that SQLite or its driver read
 * as something else (https://sqlite.org/uri.html, https://sqlite.org/inmemorydb.html), for what is no file, and for an
 * empty file, because SQLite takes that for a new database and deletes a write-ahead log that lies beside it.
 */
export function databasePath(name: string): DatabasePath {
  refuseName(name);
  const found = statusOf(name);
  if (found.isDirectory()) throw refused(name, 'is a folder', 'A SQLite database is one file.');
  if (!found.isFile()) throw refused(name, 'is no file', 'A pipe, a socket or a device holds no database.');
  if (found.size === 0) {
    throw new UserError('database-empty', `${name} is empty`, {
      why: 'The file has no bytes; SQLite would take it for a new database without tables.',
      fix: 'Name the database that was meant.',
    });
  }
  return { path: realpathSync.native(name), bytes: found.size };
}

/** Throws `UserError` for a name that would not reach SQLite as it was written. */
export function refuseName(name: string): void {
  if (name.includes('\0')) {
    throw refused(name.replaceAll('\0', '\\0'), 'has a zero byte in its name', 'SQLite reads a name up to that byte.');
  }
  if (name === '' || name !== name.trim()) {
    throw refused(`"${name}"`, 'begins or ends with blanks', "SQLite's driver cuts them off and opens another file.");
  }
  if (/^file:/i.test(name)) {
    throw refused(name, 'is a URI', 'With it come settings that change how the file is opened; a path is meant here.');
  }
  if (name === ':memory:') throw refused(name, 'is no file', 'It stands for a new database in memory.');
}

function statusOf(name: string): Stats {
  try {
    return statSync(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new UserError('database-unreadable', `${name} cannot be read`, {
        why: error instanceof Error ? error.message : String(error),
        fix: 'Give the account that runs this the right to read the file and to enter its folder.',
      });
    }
    throw new UserError('database-missing', `there is no database ${name}`, {
      why: 'No file has this name, and none is created.',
      fix: `Look for a typing error${databasesBeside(name)}.`,
    });
  }
}

/** Most to name of what lies in the folder. */
const SHOWN = 5;

function databasesBeside(name: string): string {
  const folder = dirname(name);
  try {
    const names = readdirSync(folder).filter(
      (other) => /\.(?:db3?|sqlite3?)$/i.test(other) && other !== basename(name),
    );
    const shown = names.sort().slice(0, SHOWN);
    const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
    return shown.length === 0 ? '' : `; ${folder} holds ${shown.join(', ')}${more}`;
  } catch {
    return `; the folder ${folder} is not there either`;
  }
}

function refused(name: string, what: string, why: string): UserError {
  return new UserError('path-refused', `${name} ${what}`, { why, fix: 'Name the database by the path of its file.' });
}
