import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { UserError } from '../../model/errors.ts';
import { sqlError } from '../connection.ts';
import { refuseName } from './databasePath.ts';
import { sidecarsOf } from './sidecars.ts';

/** Makes an empty database where there is no file, or one without a byte; leaves any other as it is. Throws `UserError`. */
export function createDatabase(path: string): void {
  refuseName(path);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const [stray] = sidecarsOf(path);
  if (stray !== undefined) {
    throw new UserError('sidecar-refused', `${stray} lies where ${path} is to be made`, {
      why: 'SQLite would take it for a part of the new database.',
      fix: 'Find the database that it belongs to, or remove it when there is none.',
    });
  }
  try {
    const db = new Database(path);
    // Only this writes the first page of a database that holds nothing.
    db.exec('VACUUM');
    db.close();
  } catch (error) {
    const why = error instanceof TypeError ? error.message : sqlError(error).message;
    throw new UserError('path-refused', `${path} cannot be made`, {
      why,
      fix: 'Name a file in a folder that is there.',
    });
  }
}
