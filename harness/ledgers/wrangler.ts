import { matchEntries, textOf } from './entries.ts';
import { pathsOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * wrangler: a row for each file, by its path in the folder of migrations, without a checksum
 * (https://github.com/cloudflare/workers-sdk, packages/wrangler/src/d1/migrations/helpers.ts).
 */
export const wrangler = tableLedger({
  tool: 'wrangler',
  table: 'd1_migrations',
  columns: ['id', 'name', 'applied_at'],
  order: 'id',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([, name, appliedAt]) => ({ words: String(name), key: String(name), appliedAt: textOf(appliedAt) })),
      migrations,
      pathsOf,
    ),
});
