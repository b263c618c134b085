import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newStepFiles } from '../../harness/layouts/newStep.ts';
import { type Files, folderOf, type ReadOptions, readFolder, refusalOf } from './reading.ts';

const NOW = Date.UTC(2026, 2, 4, 5, 6, 7);
const SQL = 'CREATE TABLE t (a);\n';
const D1 = '[[d1_databases]]\nbinding = "DB"\nmigrations_dir = "d1"\n';
const GOOSE = '-- +goose Up\nCREATE TABLE t (a);\n-- +goose Down\nDROP TABLE t;\n';
const MIGRATE = '-- +migrate Up\nCREATE TABLE t (a);\n-- +migrate Down\nDROP TABLE t;\n';

function begun(root: string, { layout = 'auto', migrations }: ReadOptions = {}, words = ['add', 'tags']) {
  const folders = { root, migrations: migrations ?? 'migrations', rollbacks: 'rollbacks' };
  return newStepFiles(folders, layout, migrations !== undefined, { words, now: NOW });
}

/** Writes the files that begin a step, and reads the folder again. */
function afterwards(root: string, options: ReadOptions = {}): ReturnType<typeof readFolder> {
  for (const { path, text } of begun(root, options)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
  return readFolder(root, options);
}

describe('a next step', () => {
  test.each<[layout: string, files: Files, forward: string, rollback: string | null]>([
    [
      'paired',
      { 'migrations/0009_a.sql': SQL, 'rollbacks/0009_a.sql': SQL },
      'migrations/0010_add_tags.sql',
      'rollbacks/0010_add_tags.sql',
    ],
    ['paired', { 'migrations/7-make-users.sql': SQL }, 'migrations/8-add-tags.sql', 'rollbacks/8-add-tags.sql'],
    ['paired', { 'migrations/01_make-users.sql': SQL }, 'migrations/02_add-tags.sql', 'rollbacks/02_add-tags.sql'],
    ['paired', { 'migrations/01-make_users.sql': SQL }, 'migrations/02-add_tags.sql', 'rollbacks/02-add_tags.sql'],
    [
      'up-down',
      { 'migrations/000001_a.up.sql': SQL, 'migrations/000001_a.down.sql': SQL },
      'migrations/000002_add_tags.up.sql',
      'migrations/000002_add_tags.down.sql',
    ],
    [
      'up-down',
      { 'migrations/0001_a_sqlite.up.sql': SQL, 'migrations/0001_a_postgres.up.sql': SQL },
      'migrations/0002_add_tags_sqlite.up.sql',
      'migrations/0002_add_tags_sqlite.down.sql',
    ],
    [
      'up-down',
      {
        'migrations/20240101000000_a.sqlite3.up.sql': SQL,
        'migrations/20240101000000_a.sqlite3.down.sql': SQL,
        'migrations/20240101000000_a.postgres.up.sql': SQL,
      },
      'migrations/20260304050607_add_tags.sqlite3.up.sql',
      'migrations/20260304050607_add_tags.sqlite3.down.sql',
    ],
    [
      'up-down',
      {
        'migrations/20240101000000000000_a.autocommit.up.sql': SQL,
        'migrations/20240101000000000000_a.down.sql': SQL,
      },
      'migrations/20260304050607000000_add_tags.up.sql',
      'migrations/20260304050607000000_add_tags.down.sql',
    ],
    [
      'dbmate',
      { 'db/migrations/20240101000000_a.sql': '-- migrate:up\nSELECT 1;\n-- migrate:down\n' },
      'db/migrations/20260304050607_add_tags.sql',
      null,
    ],
    ['goose', { 'migrations/00001_a.sql': GOOSE, 'migrations/00002_b.go': '' }, 'migrations/00003_add_tags.sql', null],
    ['sql-migrate', { 'migrations/1-a.sql': MIGRATE }, 'migrations/2-add-tags.sql', null],
    [
      'tern',
      { 'migrations/001_a.sql': `${SQL}---- create above / drop below ----\nDROP TABLE t;\n` },
      'migrations/002_add_tags.sql',
      null,
    ],
    ['rambler', { 'migrations/0001_a.sql': '-- rambler up\nSELECT 1;\n' }, 'migrations/0002_add_tags.sql', null],
    [
      'node-sqlite',
      { 'migrations/001-a.sql': `-- Up\n${SQL}-- Down\nDROP TABLE t;\n` },
      'migrations/002-add-tags.sql',
      null,
    ],
    [
      'diesel',
      {
        'migrations/00000000000000_diesel_initial_setup/up.sql': SQL,
        'migrations/2024-01-01-000000-0000_a/up.sql': SQL,
        'migrations/2024-01-01-000000-0000_a/down.sql': SQL,
      },
      'migrations/2026-03-04-050607-0000_add_tags/up.sql',
      'migrations/2026-03-04-050607-0000_add_tags/down.sql',
    ],
    [
      'diesel',
      { 'migrations/00000000000000_diesel_initial_setup/up.sql': SQL },
      'migrations/2026-03-04-050607_add_tags/up.sql',
      'migrations/2026-03-04-050607_add_tags/down.sql',
    ],
    [
      'flyway',
      { 'pom.xml': '', 'migrations/V1_9__a.sql': SQL, 'migrations/U1_9__a.sql': SQL, 'migrations/R__v.sql': SQL },
      'migrations/V1_10__add_tags.sql',
      'migrations/U1_10__add_tags.sql',
    ],
    ['flyway', { 'migrations/V20240101000000__a.sql': SQL }, 'migrations/V20260304050607__add_tags.sql', null],
    [
      'flyway',
      { 'migrations/V01__a.sql': SQL, 'migrations/2/V02__b.sql': SQL },
      'migrations/2/V03__add_tags.sql',
      null,
    ],
    [
      'refinery',
      { 'refinery.toml': '', 'migrations/V1__a.sql': SQL, 'rollbacks/V1__a.sql': SQL },
      'migrations/V2__add_tags.sql',
      'rollbacks/V2__add_tags.sql',
    ],
    [
      'postgrator',
      { 'migrations/001.do.make-users.sql': SQL, 'migrations/002.do.js': '' },
      'migrations/003.do.add_tags.sql',
      'migrations/003.undo.add_tags.sql',
    ],
    [
      'down-folder',
      { 'migrations/up/01_a.sql': SQL, 'migrations/down/01_a.sql': SQL, 'migrations/up/02_b.ts': '' },
      'migrations/up/03_add_tags.sql',
      'migrations/down/03_add_tags.sql',
    ],
    [
      'yoyo',
      { 'migrations/0001-a.sql': SQL, 'migrations/0001-a.rollback.sql': SQL },
      'migrations/0002-add-tags.sql',
      'migrations/0002-add-tags.rollback.sql',
    ],
    ['wrangler', { 'wrangler.toml': D1, 'd1/0001_a.sql': SQL }, 'd1/0002_add_tags.sql', null],
    [
      'wrangler',
      {
        'wrangler.toml': `${D1}migrations_pattern = "d1/*/migration.sql"\n`,
        'd1/0001_a/migration.sql': SQL,
        'rollbacks/0001_a/migration.sql': SQL,
      },
      'd1/0002_add_tags/migration.sql',
      'rollbacks/0002_add_tags/migration.sql',
    ],
  ])('of %s after %j', (layout, files, forward, rollback) => {
    const root = folderOf(files);
    const before = readFolder(root);
    expect(before.layout).toBe(layout);
    expect(begun(root).map(({ path }) => path)).toEqual(rollback === null ? [forward] : [forward, rollback]);
    const after = afterwards(root);
    const steps = after.migrations.filter(({ oneWay }) => oneWay !== true);
    expect(steps.length).toBe(before.migrations.filter(({ oneWay }) => oneWay !== true).length + 1);
    expect(steps.at(-1)?.forward.path).toBe(forward);
    if (rollback !== null) expect(steps.at(-1)?.rollback?.path).toBe(rollback);
    expect(after.orphans).toEqual(before.orphans);
  });

  test('depends on the last one with yoyo', () => {
    const root = folderOf({
      'migrations/0001-a.sql': SQL,
      'migrations/0001-a.rollback.sql': SQL,
      'migrations/0002-b.sql': `-- depends: 0001-a\n${SQL}`,
    });
    expect(begun(root)[0]?.text).toBe('-- add tags\n-- depends: 0002-b\n');
  });

  test('begins as wrangler would begin it', () => {
    const root = folderOf({ 'wrangler.toml': D1, 'd1/0001_a.sql': SQL });
    expect(begun(root)[0]?.text).toBe('-- Migration number: 0002 \t 2026-03-04T05:06:07.000Z\n');
  });

  test('has both directions in one file where the tool keeps them so', () => {
    const root = folderOf({ 'migrations/00001_a.sql': GOOSE });
    expect(begun(root)).toEqual([{ path: 'migrations/00002_add_tags.sql', text: '-- +goose Up\n\n-- +goose Down\n' }]);
  });
});

describe('a first step', () => {
  test.each<[string, Files, ReadOptions, readonly string[]]>([
    ['a pair', {}, {}, ['migrations/0001_add_tags.sql', 'rollbacks/0001_add_tags.sql']],
    ['in the folder named', {}, { migrations: 'sql' }, ['sql/0001_add_tags.sql', 'rollbacks/0001_add_tags.sql']],
    ['for D1', { 'wrangler.toml': D1 }, {}, ['d1/0001_add_tags.sql', 'rollbacks/0001_add_tags.sql']],
    ['of goose', {}, { layout: 'goose' }, ['migrations/20260304050607_add_tags.sql']],
    ['of tern', {}, { layout: 'tern' }, ['migrations/0001_add_tags.sql']],
    [
      'of sqlx and others',
      {},
      { layout: 'up-down' },
      ['migrations/20260304050607_add_tags.up.sql', 'migrations/20260304050607_add_tags.down.sql'],
    ],
    ['of Flyway', {}, { layout: 'flyway' }, ['migrations/V1__add_tags.sql', 'migrations/U1__add_tags.sql']],
    [
      'of yoyo',
      {},
      { layout: 'yoyo' },
      ['migrations/20260304_01-add-tags.sql', 'migrations/20260304_01-add-tags.rollback.sql'],
    ],
    [
      'of postgrator',
      {},
      { layout: 'postgrator' },
      ['migrations/001.do.add_tags.sql', 'migrations/001.undo.add_tags.sql'],
    ],
    [
      'of diesel',
      {},
      { layout: 'diesel' },
      ['migrations/2026-03-04-050607_add_tags/up.sql', 'migrations/2026-03-04-050607_add_tags/down.sql'],
    ],
  ])('%s', (_what, files, options, paths) => {
    const root = folderOf(files);
    expect(begun(root, options).map(({ path }) => path)).toEqual(paths);
    expect(afterwards(root, options).migrations.map(({ forward }) => forward.path)).toEqual([paths[0]]);
  });

  test('of two databases in two folders is asked for', () => {
    const two = `${D1}[[d1_databases]]\nbinding = "LOG"\nmigrations_dir = "log"\n`;
    expect(() => begun(folderOf({ 'wrangler.toml': two }))).toThrow('two folders of migrations: d1 and log');
  });
});

describe('no next step', () => {
  test.each<[string, Files, string]>([
    [
      'drizzle',
      { 'drizzle/1_a/migration.sql': SQL, 'drizzle/1_a/snapshot.json': '{}' },
      'npx drizzle-kit generate --custom --name add_tags',
    ],
    [
      'Prisma',
      { 'prisma/migrations/migration_lock.toml': '', 'prisma/migrations/1_a/migration.sql': SQL },
      'npx prisma migrate dev --create-only --name add_tags',
    ],
    [
      'Sqitch',
      { 'sqitch.plan': '%project=x\n\na 2024-03-01T08:00:00Z Ann <ann@example.com>\n', 'deploy/a.sql': SQL },
      'sqitch add add_tags -n "add tags"',
    ],
  ])('of %s: the tool begins it', (_tool, files, command) => {
    expect(() => begun(folderOf(files))).toThrow(
      expect.objectContaining({
        code: 'tool-begins-steps',
        detail: expect.objectContaining({ fix: expect.stringContaining(command) }),
      }),
    );
  });

  test.each<[string, Files]>([
    ['names are compared as text', { 'migrations/99_a.sql': '-- migrate:up\nSELECT 1;\n' }],
    ['the others have no number', { 'migrations/users.sql': SQL }],
    ['the pattern leaves more open', { 'wrangler.toml': `${D1}migrations_pattern = "d1/**/*.sql"\n`, 'd1/1.sql': SQL }],
  ])('where %s', (_why, files) => {
    expect(() => begun(folderOf(files))).toThrow(expect.objectContaining({ code: 'no-next-name' }));
  });

  test('in a set that cannot be read', () => {
    const root = folderOf({ 'migrations/1_a.sql': SQL, 'migrations/01_b.sql': SQL });
    expect(() => begun(root)).toThrow(refusalOf(root).message);
  });
});
