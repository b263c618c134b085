import { isSet, matchEntries } from './entries.ts';
import { numberOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * golang-migrate: the last version alone, and whether a run to it was begun and not ended; everything up to it counts as
 * applied. A negative version stands for none
 * (https://github.com/golang-migrate/migrate, database/sqlite3/sqlite3.go).
 */
export const golangMigrate = tableLedger({
  tool: 'golang-migrate',
  table: 'schema_migrations',
  columns: ['version', 'dirty'],
  order: 'version DESC',
  read(rows, migrations) {
    const [[version, dirty] = []] = rows;
    if (version === undefined || version === null) return matchEntries([], migrations, numberOf);
    const last = BigInt(String(version));
    const upTo = migrations.flatMap(numberOf).filter((number) => BigInt(number) <= last);
    const isThere = last < 0n || upTo.includes(String(last));
    return matchEntries(
      [...upTo, ...(isThere ? [] : [String(last)])].map((number) => ({ words: number, key: number, appliedAt: null })),
      migrations,
      numberOf,
      isSet(dirty)
        ? [`A run to version ${last} was begun and not ended: golang-migrate calls the database dirty.`]
        : [],
    );
  },
});
