import { isSet, matchEntries, textOf } from './entries.ts';
import { fileDigests } from './fileTexts.ts';
import { numberOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * sqlx: a row for each version, with the SHA-384 of its forward file and whether it went through
 * (https://github.com/launchbadge/sqlx, sqlx-sqlite/src/migrate.rs and sqlx-core/src/migrate/migration.rs).
 */
export const sqlx = tableLedger({
  tool: 'sqlx',
  table: '_sqlx_migrations',
  columns: ['version', 'description', 'installed_on', 'success', 'checksum', 'execution_time'],
  order: 'version',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([version, description, installedOn, , checksum]) => ({
        words: `${version} ${description}`,
        key: String(version),
        appliedAt: textOf(installedOn),
        isUnchanged: (migration) => fileDigests(migration, 'sha384').includes(textOf(checksum) ?? ''),
      })),
      migrations,
      numberOf,
      rows
        .filter(([, , , success]) => !isSet(success))
        .map(([version]) => `Version ${version} was begun and did not go through: sqlx calls the database dirty.`),
    ),
});
