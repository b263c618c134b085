import { matchEntries, textOf } from './entries.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * diesel: what stands before the first underscore of a folder's name, without its hyphens
 * (https://github.com/diesel-rs/diesel, diesel/src/migration/setup_migration_table.sql and
 * diesel_migrations/migrations_internals/src/lib.rs).
 */
export const diesel = tableLedger({
  tool: 'diesel',
  table: '__diesel_schema_migrations',
  columns: ['version', 'run_on'],
  order: 'version',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([version, runOn]) => ({ words: String(version), key: String(version), appliedAt: textOf(runOn) })),
      migrations,
      ({ id }) => [id.replace(/_.*/s, '').replaceAll('-', '')],
    ),
});
