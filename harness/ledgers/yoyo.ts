import { matchEntries, textOf } from './entries.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * yoyo-migrations: a row for each file, by its name without the ending; what it calls a hash is one of that name
 * (https://ollycope.com/software/yoyo/latest/, yoyo/backends/base.py and yoyo/migrations.py).
 */
export const yoyo = tableLedger({
  tool: 'yoyo',
  table: '_yoyo_migration',
  columns: ['migration_hash', 'migration_id', 'applied_at_utc'],
  besides: ['_yoyo_log', '_yoyo_version', 'yoyo_lock'],
  order: 'applied_at_utc, migration_id',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([, id, appliedAt]) => ({ words: String(id), key: String(id), appliedAt: textOf(appliedAt) })),
      migrations,
      ({ id }) => [id],
    ),
});
