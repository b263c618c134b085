import { posix } from 'node:path';
import { matchEntries } from './entries.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * dbmate: the leading digits of each file's name, as text, and nothing else
 * (https://github.com/amacneil/dbmate, pkg/driver/sqlite/sqlite.go). Rails has a table just like it, and another beside it
 * (https://guides.rubyonrails.org/active_record_migrations.html).
 */
export const dbmate = tableLedger({
  tool: 'dbmate',
  table: 'schema_migrations',
  columns: ['version'],
  foreign: 'ar_internal_metadata',
  order: 'version',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([version]) => ({ words: String(version), key: String(version), appliedAt: null })),
      migrations,
      ({ id }) => /^\d+/.exec(posix.basename(id)) ?? [],
    ),
});
