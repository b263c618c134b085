import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../harness/model/script.ts';
import { type ApplyOrders, apply } from '../../harness/operations/apply.ts';
import type { OperationResult } from '../../harness/operations/conclude.ts';
import { type ContextOptions, contextOf } from './context.ts';
import { contentsOf, execute, folderForTest, makeDatabase } from './database.ts';
import { step, twoSteps } from './steps.ts';

const ORDERS: ApplyOrders = {
  to: null,
  step: null,
  assumeApplied: null,
  dryRun: false,
  allowDrift: false,
  backup: null,
};

function up(
  path: string,
  steps: readonly Migration[],
  orders: Partial<ApplyOrders> = {},
  options: ContextOptions & { readonly layout?: string } = {},
): Promise<OperationResult> {
  const { layout = 'paired', ...rest } = options;
  return apply({ ...ORDERS, ...orders }, { ...contextOf(path, steps, rest), layout });
}

function emptyDatabase(): string {
  return makeDatabase(join(folderForTest(), 'app.db'));
}

function actions({ operation }: OperationResult): readonly string[] {
  return operation.steps.map(({ id, standing, action }) => `${id} ${standing} ${action}`);
}

const users = step('0001_users', 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);', 'DROP TABLE users;');
const posts = step(
  '0002_posts',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user INTEGER REFERENCES users (id) ON DELETE CASCADE);',
  'DROP TABLE posts;',
);
const ROWS = "INSERT INTO users VALUES (1, 'a'), (2, 'b'); INSERT INTO posts VALUES (1, 1), (2, 1), (3, 2);";

describe('applying', () => {
  test('runs every pending step and writes down who, when, how long and which text', async () => {
    const path = emptyDatabase();
    const result = await up(path, twoSteps);
    expect(result.error).toBeNull();
    expect(actions(result)).toEqual(['0001_notes applied applied', '0002_length applied applied']);
    expect(result.operation).toMatchObject({ ledger: 'stepproof', drift: [], problems: [], backup: null });
    expect(result.operation.steps[0]).toMatchObject({
      appliedAt: '2026-01-02T03:04:05.678Z',
      appliedBy: 'tester@here',
    });
    expect(result.operation.steps[1]?.rows).toEqual({ before: 4, after: 6 });
  });

  test('does nothing the second time', async () => {
    const path = emptyDatabase();
    await up(path, twoSteps);
    const before = readFileSync(path);
    expect(actions(await up(path, twoSteps))).toEqual(['0001_notes applied null', '0002_length applied null']);
    expect(readFileSync(path)).toEqual(before);
  });

  test('ends at --to, and a single step must be the next one', async () => {
    const path = emptyDatabase();
    await expect(up(path, [users, posts], { step: '0002_posts' })).rejects.toMatchObject({
      code: 'migration-out-of-order',
    });
    expect(actions(await up(path, [users, posts], { to: '0001_users' }))[1]).toBe('0002_posts pending null');
    expect(actions(await up(path, [users, posts], { step: '0002_posts' }))[1]).toBe('0002_posts applied applied');
  });

  test('shows the plan and writes nothing when only that is asked for', async () => {
    const path = emptyDatabase();
    const before = readFileSync(path);
    const result = await up(path, [users, posts], { dryRun: true, backup: { folder: null, keep: 5 } });
    expect(actions(result)).toEqual(['0001_users pending planned', '0002_posts pending planned']);
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(path, '..'))).toEqual(['app.db']);
  });

  test('keeps the order of the history when the clock goes back', async () => {
    const path = emptyDatabase();
    const times = ['2026-05-05T00:00:00.000Z', '2020-01-01T00:00:00.000Z'];
    await up(path, [users, posts], {}, { at: () => times.shift() ?? '2019-01-01T00:00:00.000Z' });
    expect(contentsOf(path).applied).toEqual(['0001_users', '0002_posts']);
    expect(actions(await up(path, [users, posts]))).toEqual(['0001_users applied null', '0002_posts applied null']);
  });

  test('stops at a step that fails, with those before it applied', async () => {
    const path = emptyDatabase();
    const broken = step('0002_broken', 'CREATE TABLE t (a);\nINSERT INTO nowhere VALUES (1);', null);
    const result = await up(path, [users, broken, step('0003_more', 'CREATE TABLE m (a);', null)]);
    expect(actions(result)).toEqual([
      '0001_users applied applied',
      '0002_broken pending failed',
      '0003_more pending not-run',
    ]);
    expect(result.error).toMatchObject({
      code: 'sql-failed',
      detail: { location: { file: 'migrations/0002_broken.sql', line: 2, column: 1 } },
    });
    expect(contentsOf(path).rows).toEqual({ users: [] });
  });
});

describe('a database is left alone that', () => {
  async function withBoth(): Promise<string> {
    const path = emptyDatabase();
    await up(path, [users, posts]);
    return path;
  }

  test('was changed by a text that was edited since', async () => {
    const path = await withBoth();
    const edited = step('0001_users', `${users.forward.text} `, 'DROP TABLE users;');
    await expect(up(path, [edited, posts])).rejects.toMatchObject({ code: 'migration-edited' });
  });

  test('but not for other line ends', async () => {
    const path = emptyDatabase();
    await up(path, [step('0001_a', 'CREATE TABLE a (b);\nCREATE TABLE c (d);\n', null)]);
    const windows = step('0001_a', 'CREATE TABLE a (b);\r\nCREATE TABLE c (d);\r\n', null);
    expect(actions(await up(path, [windows]))).toEqual(['0001_a applied null']);
  });

  test('has a step that the folder lacks', async () => {
    await expect(up(await withBoth(), [users])).rejects.toMatchObject({ code: 'migration-unknown' });
  });

  test('has a step that comes after one that is not applied', async () => {
    const between = step('0001_zwischen', 'CREATE TABLE z (a);', null);
    await expect(up(await withBoth(), [users, between, posts])).rejects.toMatchObject({
      code: 'migration-out-of-order',
    });
  });

  test('another tool applies to', async () => {
    const path = makeDatabase(
      join(folderForTest(), 'app.db'),
      "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY); INSERT INTO schema_migrations VALUES ('0001');",
    );
    await expect(up(path, [users])).rejects.toMatchObject({
      code: 'ledger-of-another-tool',
      detail: { fix: expect.stringContaining('dbmate up') },
    });
  });

  test('has tables and no ledger, with the step that it is at', async () => {
    const path = makeDatabase(join(folderForTest(), 'app.db'), users.forward.text);
    await expect(up(path, [users, posts])).rejects.toMatchObject({
      code: 'ledger-missing',
      detail: { fix: expect.stringContaining('--assume-applied 0001_users') },
    });
    const result = await up(path, [users, posts], { assumeApplied: '0001_users' });
    expect(actions(result)).toEqual(['0001_users applied assumed', '0002_posts applied applied']);
  });

  test('is not what the assumed steps make', async () => {
    const path = makeDatabase(join(folderForTest(), 'app.db'), users.forward.text);
    await expect(up(path, [users, posts], { assumeApplied: '0002_posts' })).rejects.toMatchObject({
      code: 'schema-drift',
    });
    expect(contentsOf(path).applied).toEqual([]);
  });

  test('was changed by hand, unless that is allowed', async () => {
    const path = emptyDatabase();
    await up(path, [users]);
    execute(path, 'CREATE INDEX by_hand ON users (name)');
    await expect(up(path, [users, posts])).rejects.toMatchObject({
      code: 'schema-drift',
      detail: { why: expect.stringContaining('by_hand') },
    });
    const result = await up(path, [users, posts], { allowDrift: true });
    expect([result.error, result.operation.drift?.length]).toEqual([null, 1]);
  });

  test.each([null, { folder: null, keep: 5 }])('is damaged, with %j for its backup', async (backup) => {
    const path = await withBoth();
    execute(path, ROWS);
    const bytes = readFileSync(path);
    bytes.fill(0x55, bytes.length - 4096 + 8, bytes.length);
    writeFileSync(path, bytes);
    const more = step('0003_more', 'CREATE TABLE more (a);', null);
    await expect(up(path, [users, posts, more], { backup })).rejects.toMatchObject({ code: 'database-corrupt' });
    expect(readFileSync(path)).toEqual(bytes);
    expect(readdirSync(join(path, '..'))).toEqual(['app.db']);
  });

  test('has an index that does not agree with its table, which only the long check sees', async () => {
    const path = await withBoth();
    execute(path, `${ROWS} CREATE INDEX by_name ON users (name)`);
    const db = new Database(path);
    db.unsafeMode();
    db.exec(
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX by_name ON users (id)' WHERE name = 'by_name'",
    );
    db.close();
    const more = step('0003_more', 'CREATE TABLE more (a);', null);
    const orders = { backup: { folder: null, keep: 5 }, allowDrift: true };
    await expect(up(path, [users, posts, more], orders)).rejects.toMatchObject({ code: 'database-corrupt' });
  });

  test.each([
    ['COMMIT', 'CREATE TABLE t (a);\nCOMMIT;\nCREATE TABLE u (a);', 2],
    ['a BEGIN without its COMMIT', 'BEGIN;\nCREATE TABLE t (a);', 1],
    ['VACUUM beside other statements', 'CREATE TABLE t (a);\nVACUUM;', 2],
  ])('has %s in a pending step, before anything is run', async (_, text, line) => {
    const path = emptyDatabase();
    await expect(up(path, [users, step('0002_bad', text, null)])).rejects.toMatchObject({
      code: 'sql-refused',
      detail: { location: { line } },
    });
    expect(contentsOf(path).applied).toEqual([]);
  });
});

describe('a step is taken back before it is committed when', () => {
  async function withRows(): Promise<string> {
    const path = emptyDatabase();
    await up(path, [users, posts]);
    execute(path, ROWS);
    return path;
  }

  async function failing(forward: string): Promise<OperationResult> {
    const path = await withRows();
    const before = contentsOf(path);
    const result = await up(path, [users, posts, step('0003_bad', forward, null)]);
    expect(contentsOf(path)).toEqual(before);
    expect(actions(result)[2]).toBe('0003_bad pending failed');
    return result;
  }

  test('a cascade takes rows of a table that it does not name', async () => {
    const { error } = await failing(
      'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO n SELECT * FROM users;\nDROP TABLE users;\nALTER TABLE n RENAME TO users;',
    );
    expect(error).toMatchObject({ code: 'rows-lost', message: expect.stringContaining('3 of 3 rows of table posts') });
  });

  test('rows lose their parents with foreign keys off', async () => {
    const { error } = await failing('-- stepproof: foreign-keys off\nDELETE FROM users WHERE id = 2;');
    expect(error).toMatchObject({ code: 'foreign-key-violation' });
  });

  test('it makes another schema than on an empty database', async () => {
    const path = await withRows();
    execute(path, 'CREATE INDEX by_hand ON users (name)');
    const step3 = step('0003_index', 'CREATE INDEX IF NOT EXISTS by_hand ON users (id, name);', null);
    const { error } = await up(path, [users, posts, step3], { allowDrift: true });
    expect(error).toMatchObject({ code: 'schema-drift' });
    expect(contentsOf(path).applied).toEqual(['0001_users', '0002_posts']);
  });

  test('rows without parents that were there before are no reason', async () => {
    const path = await withRows();
    execute(path, 'PRAGMA foreign_keys = OFF; INSERT INTO posts VALUES (9, 99)');
    const { error } = await up(path, [users, posts, step('0003_more', 'CREATE TABLE more (a);', null)]);
    expect(error).toBeNull();
  });

  test('a loss that it declares is believed', async () => {
    const path = await withRows();
    const forward = '-- stepproof: irreversible "users that are gone"\nDELETE FROM users;';
    const { error } = await up(path, [users, posts, step('0003_less', forward, null)]);
    expect(error).toBeNull();
    expect(contentsOf(path).rows['posts']).toEqual([]);
  });
});

describe('a database that is not sound behind a step', () => {
  const forward =
    'CREATE TABLE t (a CHECK (a > 0));\nPRAGMA ignore_check_constraints = ON;\nINSERT INTO t VALUES (-1);\nPRAGMA ignore_check_constraints = OFF;';

  test('is taken back by the rollback', async () => {
    const path = emptyDatabase();
    const result = await up(path, [users, step('0002_bad', forward, 'DROP TABLE t;')]);
    expect(result.error).toMatchObject({
      code: 'integrity-failed',
      message: expect.stringContaining('CHECK constraint failed in t'),
      detail: { why: expect.stringContaining('sound again') },
    });
    expect(actions(result)).toEqual(['0001_users pending rolled-back', '0002_bad pending rolled-back']);
    expect(contentsOf(path)).toMatchObject({ rows: {}, applied: [], integrity: 'ok' });
  });

  test('is left with the way back to the backup where there is no rollback, or it fails', async () => {
    for (const rollback of [null, 'DROP TABLE nothing_of_that_name;']) {
      const path = emptyDatabase();
      await up(path, [users]);
      const result = await up(path, [users, step('0002_bad', forward, rollback)], {
        backup: { folder: null, keep: 5 },
      });
      const { backup } = result.operation;
      expect(result.error).toMatchObject({
        code: 'integrity-failed',
        detail: {
          why: expect.stringContaining('could not be taken back'),
          fix: expect.stringContaining(backup?.path ?? 'no backup'),
        },
      });
      expect(contentsOf(backup?.path ?? '').applied).toEqual(['0001_users']);
    }
  });
});

describe('the backup', () => {
  test('holds what the database held before, and the oldest go', async () => {
    const path = emptyDatabase();
    const folder = join(path, '..');
    const steps = [
      users,
      ...['b', 'c', 'd', 'e'].map((name) => step(`0002_${name}`, `CREATE TABLE ${name} (a);`, null)),
    ];
    for (const [index] of steps.entries()) {
      const at = () => `2026-01-0${index + 1}T00:00:00.000Z`;
      const { operation } = await up(path, steps.slice(0, index + 1), { backup: { folder: null, keep: 2 } }, { at });
      if (operation.backup !== null) expect(contentsOf(operation.backup.path).applied).toHaveLength(index);
    }
    expect(readdirSync(folder).sort()).toEqual([
      'app.db',
      'app.db.20260104T000000.000Z.before-0002_d.backup',
      'app.db.20260105T000000.000Z.before-0002_e.backup',
    ]);
  });

  test('is made of a database in WAL mode with what only its log holds, and leaves nothing beside it', async () => {
    const folder = folderForTest();
    const path = makeDatabase(join(folder, 'app.db'), '', 'wal');
    await up(path, [users]);
    const { operation } = await up(path, [users, posts], { backup: { folder: null, keep: 5 } });
    const name = operation.backup?.path ?? '';
    expect(readdirSync(folder).filter((file) => file.includes('.backup'))).toHaveLength(1);
    expect(existsSync(`${name}-wal`)).toBe(false);
    expect(contentsOf(name).applied).toEqual(['0001_users']);
  });
});

describe('the ledger of wrangler', () => {
  const LEDGER = `CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);`;

  test('is kept up to date where it is there', async () => {
    const path = makeDatabase(
      join(folderForTest(), 'app.db'),
      `${LEDGER} ${users.forward.text} INSERT INTO d1_migrations (name) VALUES ('0001_users.sql')`,
    );
    const result = await up(path, [users, posts]);
    expect(actions(result)).toEqual(['0001_users applied null', '0002_posts applied applied']);
    expect(contentsOf(path).rows['d1_migrations']?.map((row) => (row as readonly unknown[])[1])).toEqual([
      '0001_users.sql',
      '0002_posts.sql',
    ]);
    expect(result.operation.problems).toEqual([]);
  });

  test('is begun where wrangler will look for it', async () => {
    const path = emptyDatabase();
    await up(path, [users], {}, { layout: 'wrangler' });
    expect(contentsOf(path).rows['d1_migrations']).toHaveLength(1);
  });
});
