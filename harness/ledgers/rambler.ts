import { matchEntries } from './entries.ts';
import { pathsOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/** rambler: the name of each file (https://github.com/elwinar/rambler, driver/sqlite/driver.go). */
export const rambler = tableLedger({
  tool: 'rambler',
  table: 'migrations',
  columns: ['migration'],
  order: 'migration',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([name]) => ({ words: String(name), key: String(name), appliedAt: null })),
      migrations,
      pathsOf,
    ),
});
