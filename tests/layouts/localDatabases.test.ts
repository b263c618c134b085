import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../harness/engines/sourceDatabase.ts';
import { findLocalState, localDatabases } from '../../harness/layouts/localDatabases.ts';
import { makeLocalState } from './localState.ts';
import { folderOf } from './reading.ts';

const CONFIG = `
[[d1_databases]]
binding = "DB"
database_name = "shop"
database_id = "6f2b6d1a-0b1c-4f0e-9a53-6a3a9ad5f0f1"
migrations_dir = "d1"
migrations_table = "applied"

[[d1_databases]]
binding = "LOG"
database_name = "log"
database_id = "never-run"
preview_database_id = "log-preview"

[[d1_databases]]
binding = "BARE"

[env.staging]
[[env.staging.d1_databases]]
binding = "DB"
database_id = "staging"
migrations_dir = "d1"
[[env.staging.d1_databases]]
binding = "LOG"
preview_database_id = "log-preview"
`;

describe('the local databases of a wrangler project', () => {
  test('are found where miniflare keeps them', async () => {
    const root = folderOf({ 'wrangler.toml': CONFIG });
    const named = (id: string) => [`CREATE TABLE "${id}" (a)`];
    const ids = ['6f2b6d1a-0b1c-4f0e-9a53-6a3a9ad5f0f1', 'log-preview', 'BARE', 'forgotten'];
    await makeLocalState(root, Object.fromEntries(ids.map((id) => [id, named(id)])));
    const { databases, others } = findLocalState(root);
    expect(databases.map(({ databaseId }) => databaseId)).toEqual([ids[0], 'never-run', null, 'staging']);
    expect(databases.map(({ file, databaseId: _, ...rest }) => ({ ...rest, isThere: file !== null }))).toEqual([
      { binding: 'DB', name: 'shop', id: ids[0], migrationsTable: 'applied', migrationsDir: 'd1', isThere: true },
      {
        binding: 'LOG',
        name: 'log',
        id: 'log-preview',
        migrationsTable: 'd1_migrations',
        migrationsDir: 'migrations',
        isThere: true,
      },
      {
        binding: 'BARE',
        name: null,
        id: 'BARE',
        migrationsTable: 'd1_migrations',
        migrationsDir: 'migrations',
        isThere: true,
      },
      {
        binding: 'DB',
        name: null,
        id: 'staging',
        migrationsTable: 'd1_migrations',
        migrationsDir: 'd1',
        isThere: false,
      },
    ]);
    for (const { id, file } of databases) {
      if (file === null) continue;
      const source = await openSource(file);
      expect(await source.query("SELECT name FROM sqlite_schema WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")).toEqual([
        [id],
      ]);
      await source.close();
    }
    expect(others.map((file) => relative(root, file))).toEqual([
      expect.stringMatching(/^\.wrangler\/state\/v3\/d1\/miniflare-D1DatabaseObject\/[0-9a-f]{64}\.sqlite$/),
    ]);
    expect(others.every(existsSync)).toBe(true);
  });

  test('are below the configuration, which may stand above the checked folder', async () => {
    const above = folderOf({
      '.git/HEAD': '',
      'wrangler.jsonc': '{ "d1_databases": [{ "binding": "DB", "migrations_dir": "app/sql" }] }',
      'app/sql/0001.sql': 'SELECT 1;',
    });
    await makeLocalState(above, { DB: ['CREATE TABLE a (b)'] });
    const [database] = localDatabases(`${above}/app`);
    expect(database).toMatchObject({ binding: 'DB', migrationsDir: 'sql' });
    expect(existsSync(database?.file ?? '')).toBe(true);
  });

  test('are none where nothing was run, and none without a configuration', () => {
    expect(localDatabases(folderOf({ 'wrangler.toml': CONFIG })).map(({ file }) => file)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(findLocalState(folderOf({}))).toEqual({ databases: [], others: [] });
  });
});
