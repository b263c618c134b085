import { matchEntries, textOf } from './entries.ts';
import { pathsOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/** sql-migrate: a row for each file, by its name (https://github.com/rubenv/sql-migrate, migrate.go: MigrationRecord). */
export const sqlMigrate = tableLedger({
  tool: 'sql-migrate',
  table: 'gorp_migrations',
  columns: ['id', 'applied_at'],
  order: 'id',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([id, appliedAt]) => ({ words: String(id), key: String(id), appliedAt: textOf(appliedAt) })),
      migrations,
      pathsOf,
    ),
});
