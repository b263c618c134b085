import { isSet, type LedgerEntry, matchEntries, textOf } from './entries.ts';
import { numberOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/** The row that goose begins its table with. */
const BEGINNING = '0';

/**
 * goose: a row each time that a version goes up, and in older releases also when it goes down; the last row of a version
 * counts. It keeps no checksum (https://github.com/pressly/goose, internal/dialects/sqlite3.go).
 */
export const goose = tableLedger({
  tool: 'goose',
  table: 'goose_db_version',
  columns: ['id', 'version_id', 'is_applied', 'tstamp'],
  order: 'id',
  read(rows, migrations) {
    const standing = new Map<string, LedgerEntry>();
    for (const [, version, isApplied, tstamp] of rows) {
      const key = String(version);
      standing.delete(key);
      if (isSet(isApplied) && key !== BEGINNING) standing.set(key, { words: key, key, appliedAt: textOf(tstamp) });
    }
    return matchEntries([...standing.values()], migrations, numberOf);
  },
});
