import type { LocalDatabase } from '../layouts/localDatabases.ts';

/**
 * The table that wrangler's configuration names for the applied migrations of a database (its file, or `d1:NAME`), where it
 * is another than usual; undefined where it cannot be told which of its databases is meant. `known`: all that it names.
 */
export function migrationsTable(known: readonly LocalDatabase[], database: string): string | undefined {
  const meant = known.filter(
    ({ file, name, binding, id, databaseId }) =>
      file === database || [name, binding, id, databaseId].some((called) => database === `d1:${called}`),
  );
  const tables = new Set((meant.length > 0 ? meant : known).map((one) => one.migrationsTable));
  const [table] = tables;
  return tables.size === 1 && table !== 'd1_migrations' ? table : undefined;
}
