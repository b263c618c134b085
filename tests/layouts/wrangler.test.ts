import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const SQL = 'CREATE TABLE t (a);\n';

function toml(...databases: readonly Readonly<Record<string, string>>[]): string {
  const written = databases.map((keys) => {
    const lines = Object.entries(keys).map(([key, value]) => `${key} = "${value}"`);
    return ['[[d1_databases]]', 'binding = "DB"', ...lines].join('\n');
  });
  return `name = "library"\n${written.join('\n')}\n`;
}

function scripts(...paths: readonly string[]): Files {
  return Object.fromEntries(paths.map((path) => [path, SQL]));
}

describe('wrangler', () => {
  test.each<[string, Files]>([
    ['toml', { 'wrangler.toml': toml({}) }],
    ['json', { 'wrangler.json': '{ "d1_databases": [{ "binding": "DB" }] }' }],
    ['jsonc', { 'wrangler.jsonc': '{ /* one */ "d1_databases": [{ "binding": "DB", },], }' }],
  ])('the folder is migrations where the configuration (%s) names none', (_, config) => {
    const set = readFolder(folderOf({ ...config, ...scripts('migrations/0001_a.sql') }));
    expect(stepsOf(set)).toEqual([['0001_a', 'migrations/0001_a.sql', null]]);
    expect(set).toMatchObject({ layout: 'wrangler', reversible: false, remarks: [] });
  });

  test('the folder that the configuration names is found wherever it is', () => {
    const files = {
      'wrangler.toml': toml({ migrations_dir: './packages/data/d1/' }),
      ...scripts('packages/data/d1/1_a.sql'),
    };
    expect(stepsOf(readFolder(folderOf(files)))).toEqual([['1_a', 'packages/data/d1/1_a.sql', null]]);
  });

  test('files run in wrangler’s order: by number, numbered before unnumbered, then by text', () => {
    const names = ['init.sql', '10_d.sql', '9_c.sql', '0002_b.sql', '0002_a.sql', '1_a.sql'];
    const files = { 'wrangler.toml': toml({}), ...scripts(...names.map((name) => `migrations/${name}`)) };
    const { migrations, remarks } = readFolder(folderOf(files));
    expect(migrations.map(({ id }) => id)).toEqual(['1_a', '0002_a', '0002_b', '9_c', '10_d', 'init']);
    expect(remarks.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', '0002_b.sql has the number of 0002_a.sql: their names alone decide which is first'],
    ]);
  });

  test('a pattern reads folders below, and other files are named', () => {
    const database = { migrations_dir: 'drizzle', migrations_pattern: 'drizzle/*/migration.sql' };
    const paths = ['drizzle/10_b/migration.sql', 'drizzle/9_a/migration.sql', 'drizzle/9_a/notes.sql'];
    const set = readFolder(folderOf({ 'wrangler.toml': toml(database), ...scripts(...paths) }));
    expect(stepsOf(set)).toEqual([
      ['9_a', 'drizzle/9_a/migration.sql', null],
      ['10_b', 'drizzle/10_b/migration.sql', null],
    ]);
    expect(set.remarks.map(({ message }) => message)).toEqual([
      'drizzle/9_a/notes.sql is left out: wrangler does not take it for a migration',
    ]);
  });

  test.each([
    [
      ['1_a/migration.sql'],
      '*/migration.sql',
      '1_a/migration.sql is not run in tests that read the migrations with readD1Migrations',
    ],
    [['-init.sql', '1_a.sql'], '*.sql', '1_a.sql has another place in tests than in production'],
    [['10_b.sql', '9_a.sql', 'init.sql'], '*.sql', null],
  ])('%j in a project with Cloudflare’s plugin for tests', (names, pattern, message) => {
    const config = { 'wrangler.toml': toml({ migrations_dir: 'd1', migrations_pattern: `d1/${pattern}` }) };
    const files = { ...config, ...scripts(...names.map((name) => `d1/${name}`)) };
    const plugin = { 'package.json': '{ "devDependencies": { "@cloudflare/vitest-plugin": "^1" } }' };
    const messages = (all: Files): readonly string[] => readFolder(folderOf(all)).remarks.map((found) => found.message);
    expect(messages({ ...files, ...plugin })).toEqual(message === null ? [] : [message]);
    expect(messages(files)).toEqual([]);
  });

  test('rollbacks beside the folder are paired by name, and orphans are named', () => {
    const paths = ['migrations/1_a.sql', 'migrations/2_b.sql', 'rollbacks/1_a.sql', 'rollbacks/3_c.sql'];
    const set = readFolder(folderOf({ 'wrangler.toml': toml({}), ...scripts(...paths) }));
    expect(set.migrations.map(({ rollback }) => rollback?.path ?? null)).toEqual(['rollbacks/1_a.sql', null]);
    expect(set).toMatchObject({ reversible: true, orphans: ['rollbacks/3_c.sql'] });
  });

  test('the same folder in every environment is one ladder', () => {
    const config = {
      d1_databases: [{ migrations_dir: 'd1' }],
      env: { live: { d1_databases: [{ migrations_dir: './d1' }] } },
    };
    const files = { 'wrangler.json': JSON.stringify(config), ...scripts('d1/1_a.sql') };
    expect(readFolder(folderOf(files)).layout).toBe('wrangler');
  });

  test('databases with folders of their own are asked about, and --migrations answers', () => {
    const config = toml({ migrations_dir: 'd1/main' }, { migrations_dir: 'd1/log' });
    const root = folderOf({ 'wrangler.toml': config, ...scripts('d1/main/1_a.sql', 'd1/log/1_b.sql') });
    const error = refusalOf(root);
    expect(error).toMatchObject({ code: 'layout-ambiguous' });
    expect(error.detail.fix).toBe('Say which one is meant: --migrations d1/main or --migrations d1/log');
    expect(readFolder(root, { migrations: 'd1/log' })).toMatchObject({
      layout: 'wrangler',
      migrations: [{ id: '1_b' }],
    });
  });

  test('the configuration may stand above, up to the repository', () => {
    const database = { migrations_dir: 'packages/data/migrations' };
    const root = folderOf({ 'wrangler.toml': toml(database), ...scripts('packages/data/migrations/1_a.sql') });
    const inner = join(root, 'packages/data');
    expect(readFolder(inner).layout).toBe('paired');
    mkdirSync(join(root, '.git'));
    expect(readFolder(inner).layout).toBe('wrangler');
  });

  test('the configuration may stand beside the migrations, below what is checked', () => {
    const files = { 'apps/api/wrangler.toml': toml({}), ...scripts('apps/api/migrations/1_a.sql') };
    expect(readFolder(folderOf(files))).toMatchObject({ layout: 'wrangler', reversible: false });
    const named = {
      'wrangler.toml': toml({ migrations_dir: 'apps/api/d1/migrations' }),
      'apps/api/wrangler.toml': toml({ migrations_dir: 'other' }),
      ...scripts('apps/api/d1/migrations/1_a.sql'),
    };
    expect(readFolder(folderOf(named)).layout).toBe('wrangler');
  });

  test('a configuration without D1, or whose folder holds no migration, says nothing', () => {
    expect(readFolder(folderOf({ 'wrangler.toml': 'name = "x"\n', ...scripts('migrations/1_a.sql') })).layout).toBe(
      'paired',
    );
    const files = { 'wrangler.toml': toml({ migrations_dir: 'd1' }), ...scripts('migrations/1_a.sql') };
    expect(readFolder(folderOf(files)).layout).toBe('paired');
  });

  test('files that wrangler began show it without a configuration, also where they are all that is checked', () => {
    const begun = `-- Migration number: 0002 \t 2031-05-06T07:08:09.000Z\n${SQL}`;
    const files = { ...scripts('migrations/0001_a.sql'), 'migrations/0002_b.sql': begun };
    const root = folderOf(files);
    expect(readFolder(root)).toMatchObject({ layout: 'wrangler', reversible: false, remarks: [] });
    expect(stepsOf(readFolder(join(root, 'migrations')))).toEqual([
      ['0001_a', '0001_a.sql', null],
      ['0002_b', '0002_b.sql', null],
    ]);
    const { layout } = readFolder(folderOf({ ...files, ...scripts('rollbacks/0001_a.sql') }));
    expect(layout).toBe('wrangler');
    const journal = {
      dialect: 'sqlite',
      entries: ['0001_a', '0002_b'].map((tag, idx) => ({ idx, when: idx, tag, breakpoints: true })),
    };
    const drizzle = { ...files, 'migrations/meta/_journal.json': JSON.stringify(journal) };
    expect(readFolder(folderOf(drizzle)).layout).toBe('drizzle');
  });

  test.each<[string, Files, number]>([
    ['wrangler.toml', { 'wrangler.toml': 'name = "x"\nmain = \n' }, 2],
    ['wrangler.jsonc', { 'wrangler.jsonc': '{\n "name": "x"\n "main": 1\n}\n' }, 3],
    ['wrangler.toml', { 'wrangler.toml': toml({ migrations_pattern: 'sql/*.sql' }) }, 4],
    ['wrangler.toml', { 'wrangler.toml': toml({ migrations_dir: 'd1', migrations_pattern: 'sql/*.sql' }) }, 5],
  ])('%s with a mistake is refused at its line', (file, config, line) => {
    expect(refusalOf(folderOf({ ...config, ...scripts('migrations/1_a.sql') }))).toMatchObject({
      code: 'layout-unreadable',
      detail: { location: { file, line } },
    });
  });

  test('a symbolic link is no migration, and is named', () => {
    const root = folderOf({ 'wrangler.toml': toml({}), ...scripts('migrations/1_a.sql', 'other/2_b.sql') });
    symlinkSync('../other/2_b.sql', join(root, 'migrations/2_b.sql'));
    const { migrations, remarks } = readFolder(root);
    expect(migrations.map(({ id }) => id)).toEqual(['1_a']);
    expect(remarks.map(({ location }) => location?.file)).toEqual(['migrations/2_b.sql']);
  });

  test('two databases with two patterns in one folder are refused', () => {
    const config = toml(
      { migrations_dir: 'd1', migrations_pattern: 'd1/a*.sql' },
      { migrations_dir: 'd1', migrations_pattern: 'd1/b*.sql' },
    );
    const root = folderOf({ 'wrangler.toml': config, ...scripts('d1/a1.sql', 'd1/b1.sql') });
    expect(refusalOf(root)).toMatchObject({
      code: 'layout-ambiguous',
      message: 'wrangler.toml names d1 twice, with two patterns',
    });
  });
});
