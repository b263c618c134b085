import { foldName } from './foldName.ts';

/** Table in which stepproof writes down what it applied to a real database. */
export const HISTORY_TABLE = 'stepproof_history';

const RUNNER_TABLES: ReadonlySet<string> = new Set([HISTORY_TABLE, 'd1_migrations']);

/**
 * Whether a table belongs to SQLite, to D1 or to a migration runner and so says nothing about the user's schema
 * (https://sqlite.org/fileformat2.html#internal_schema_objects).
 */
export function isBookkeeping(table: string): boolean {
  const name = foldName(table);
  return name.startsWith('sqlite_') || name.startsWith('_cf_') || RUNNER_TABLES.has(name);
}
