import { matchEntries } from './entries.ts';
import { numberOf } from './keys.ts';
import { tableLedger } from './tableLedger.ts';

/**
 * The migrations of node-sqlite: a row for each number, with both scripts as they were, without comments
 * (https://github.com/kriasoft/node-sqlite, src/utils/migrate.ts).
 */
export const nodeSqlite = tableLedger({
  tool: 'node-sqlite',
  table: 'migrations',
  columns: ['id', 'name', 'up', 'down'],
  order: 'id',
  read: (rows, migrations) =>
    matchEntries(
      rows.map(([id, name, up]) => ({
        words: `${id} ${name}`,
        key: String(id),
        appliedAt: null,
        isUnchanged: ({ forward }) => withoutComments(forward.text) === up,
      })),
      migrations,
      numberOf,
    ),
});

/** As node-sqlite stores it. */
function withoutComments(text: string): string {
  return text.replaceAll(/^-- .*?$/gm, '').trim();
}
