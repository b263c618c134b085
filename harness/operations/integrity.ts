import type { Queryable } from '../model/engine.ts';
import { SqlError, UserError } from '../model/errors.ts';

/** Most lines that SQLite is asked for: the first ones tell where to look. */
const SHOWN = 10;

/**
 * What is wrong with a database's file; nothing where it is whole. Not only pages are looked at: also whether rows keep
 * NOT NULL, and unless it is the quick check whether indexes agree with them
 * (https://sqlite.org/pragma.html#pragma_integrity_check).
 */
export async function integrityFaults(
  database: Queryable,
  check: 'integrity_check' | 'quick_check',
): Promise<readonly string[]> {
  try {
    const lines = (await database.query(`PRAGMA ${check}(${SHOWN})`)).map(([line]) => String(line));
    return lines.length === 1 && lines[0] === 'ok' ? [] : lines;
  } catch (error) {
    // Damage can also end the check itself.
    if (error instanceof SqlError) return [`${error.code}: ${error.message}`];
    if (error instanceof UserError && error.code === 'database-corrupt') return [error.detail.why ?? error.message];
    throw error;
  }
}
