import type { SqlRow } from '../model/value.ts';
import { openReadOnly, readRows } from './files/readOnly.ts';

/** Asks a user's database file one question, and leaves it as it is. Throws `UserError`. */
export function readDatabaseFile(path: string, sql: string): readonly SqlRow[] {
  const file = openReadOnly(path);
  try {
    return readRows(file, sql);
  } finally {
    file.db.close();
  }
}
