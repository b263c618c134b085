import { closeSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type SqlError, UserError } from '../../model/errors.ts';
import type { SqlValue } from '../../model/value.ts';
import { sqlError } from '../connection.ts';
import { refuseName } from './databasePath.ts';
import { troubleWhileOpen } from './fileTrouble.ts';
import { requireFreeSpace } from './freeSpace.ts';
import { type OpenFile, readRows } from './readOnly.ts';
import { isThere, sidecarPaths, sidecarsOf } from './sidecars.ts';

/** In one step: between two of them there is nothing to be done here (https://sqlite.org/backup.html). */
const ALL_PAGES = 0x7fffffff;

/**
 * Copies a database as it is at one moment, with what only its write-ahead log holds, to a file that only this account
 * may read. Nothing is left of a copy that fails. Answers the data version of what was copied, for finding out later
 * whether it is still that (https://sqlite.org/pragma.html#pragma_data_version). Throws `UserError`.
 */
export async function copyFile(source: OpenFile, path: string): Promise<SqlValue> {
  refuseDestination(path);
  // What is read from here on is one state of the database. A backup without that begins anew whenever others write, and
  // the driver calls it done when they have the database locked.
  readRows(source, 'BEGIN');
  try {
    const [[pages] = []] = readRows(source, 'PRAGMA page_count');
    const [[version = null] = []] = readRows(source, 'PRAGMA data_version');
    requireFreeSpace(dirname(path), Number(pages) * source.facts.pageSize);
    await backup(source, path);
    return version;
  } finally {
    readRows(source, 'ROLLBACK');
  }
}

/** Throws `UserError` where a copy would replace something, or be changed by what lies beside it. */
export function refuseDestination(path: string): void {
  refuseName(path);
  if (isThere(path)) {
    throw new UserError('path-refused', `${path} is there already`, {
      why: 'A copy would replace it.',
      fix: 'Name a file that is not there.',
    });
  }
  const [stray] = sidecarsOf(path);
  if (stray === undefined) return;
  throw new UserError('sidecar-refused', `${stray} lies where ${path} is to be written`, {
    why: 'SQLite would take it for a part of the new database and change that by it.',
    fix: 'Name a file in an empty folder, or remove what lies there when no database needs it.',
  });
}

async function backup(source: OpenFile, path: string): Promise<void> {
  createPrivate(path);
  try {
    await source.db.backup(path, { progress: () => ALL_PAGES });
  } catch (error) {
    for (const left of [path, ...sidecarPaths(path)]) rmSync(left, { force: true });
    const known = sqlError(error);
    throw troubleWhileOpen(isAboutSource(known) ? source : { ...source, name: path, path }, known) ?? known;
  }
}

/** Nobody else has the copy, and what is damaged in it was so before. */
function isAboutSource({ code }: SqlError): boolean {
  return /^SQLITE_(?:BUSY|LOCKED|CORRUPT|NOTADB)/.test(code);
}

/** SQLite would create it with the rights that everybody has by default, and its sidecars take over those that it has. */
function createPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    throw new UserError('io-error', `${path} cannot be written`, {
      why: error instanceof Error ? error.message : String(error),
      fix: 'Name a file in a folder that this account may write in.',
    });
  }
}
