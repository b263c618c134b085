import { matchEntries, textOf } from './entries.ts';
import { fileDigests } from './fileTexts.ts';
import { numberOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/** The row that postgrator begins its table with. */
const BEGINNING = '0';

/**
 * postgrator: a row for each version, with the MD5 of its file
 * (https://github.com/rickbergfalk/postgrator, lib/Client.js and lib/utils.js).
 */
export const postgrator = tableLedger({
  tool: 'postgrator',
  table: 'schemaversion',
  columns: ['version', 'name', 'md5', 'run_at'],
  order: 'version',
  read: (rows, migrations) =>
    matchEntries(
      rows
        .filter(([version]) => String(version) !== BEGINNING)
        .map(([version, name, md5, runAt]) => ({
          words: `${version} ${name}`,
          key: String(version),
          appliedAt: textOf(runAt),
          isUnchanged: (migration) => fileDigests(migration, 'md5').includes(String(md5)),
        })),
      migrations,
      numberOf,
    ),
});
