import { describe, expect, test } from 'vitest';
import { AT, CREATE, clean, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`;
const FILES = {
  'wrangler.toml': '[[d1_databases]]\nbinding = "DB"\n',
  'migrations/0001_loans.sql': CREATE,
  'migrations/0002_index.sql': INDEX,
};

function applied(...names: readonly string[]): string {
  return names.map((name) => `INSERT INTO d1_migrations (name, applied_at) VALUES ('${name}', '${AT}');`).join('');
}

describe("wrangler's ledger", () => {
  test('names applied files', async () => {
    expect(await ledgerOf(FILES, TABLE + applied('0001_loans.sql'))).toEqual(
      clean('wrangler', 'd1_migrations', ['0001_loans'], AT),
    );
  });

  test('names files in folders by their paths', async () => {
    const files = {
      'wrangler.toml': '[[d1_databases]]\nmigrations_dir = "db"\nmigrations_pattern = "db/*/migration.sql"\n',
      'db/0001_loans/migration.sql': CREATE,
      'db/0002_index/migration.sql': INDEX,
    };
    const state = await ledgerOf(files, TABLE + applied('0001_loans/migration.sql', '0002_index/migration.sql'));
    expect(state?.applied.map(({ id }) => id)).toEqual(['0001_loans', '0002_index']);
  });

  test('may have another name', async () => {
    const sql = TABLE.replace('d1_migrations', 'done') + applied('0001_loans.sql').replaceAll('d1_migrations', 'done');
    expect(await ledgerOf(FILES, sql)).toBeNull();
    expect(await ledgerOf(FILES, sql, { table: 'done' })).toEqual(clean('wrangler', 'done', ['0001_loans'], AT));
  });

  test('tells of files that are gone, and of one that was passed over', async () => {
    expect(await ledgerOf(FILES, TABLE + applied('0000_gone.sql', '0002_index.sql'))).toMatchObject({
      applied: [{ id: '0002_index' }],
      unknown: ['0000_gone.sql'],
      problems: ['0001_loans is not applied, although 0002_index is, which comes after it.'],
    });
  });
});
