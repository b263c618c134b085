import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rollbackPlace } from '../../harness/layouts/rollbackPlace.ts';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const SQL = 'SELECT 1;\n';

function folder(...names: readonly string[]): string {
  return folderOf(Object.fromEntries(names.map((name) => [`migrations/${name}`, SQL])));
}

describe('diesel', () => {
  test('pairs the files of a folder, and orders folders by version as text', () => {
    const set = readFolder(
      folder(
        '2024-02-01-000000_b/up.sql',
        '2024-02-01-000000_b/down.sql',
        '20231231000000_a/up.sql',
        '.hidden/up.sql',
        'README.md',
      ),
    );
    expect(set.layout).toBe('diesel');
    expect(stepsOf(set)).toEqual([
      ['20231231000000_a', 'migrations/20231231000000_a/up.sql', null],
      ['2024-02-01-000000_b', 'migrations/2024-02-01-000000_b/up.sql', 'migrations/2024-02-01-000000_b/down.sql'],
    ]);
    expect(set.remarks).toEqual([]);
  });

  test('takes the transaction away by metadata.toml, and by one that does not say', () => {
    const files: Files = {
      'migrations/1_a/up.sql': SQL,
      'migrations/1_a/down.sql': SQL,
      'migrations/1_a/metadata.toml': 'run_in_transaction = false\n',
      'migrations/2_b/up.sql': SQL,
      'migrations/2_b/metadata.toml': 'run_in_transaction = true # yes\n',
      'migrations/3_c/up.sql': SQL,
      'migrations/3_c/metadata.toml': '\n',
      'migrations/4_d/up.sql': SQL,
    };
    const { migrations } = readFolder(folderOf(files));
    expect(migrations.map(({ forward }) => forward.transaction)).toEqual(['none', 'runner', 'none', 'runner']);
    expect(migrations[0]?.rollback?.transaction).toBe('none');
  });

  test('refuses metadata that cannot be read, where it breaks', () => {
    const root = folderOf({ 'migrations/1_a/up.sql': SQL, 'migrations/1_a/metadata.toml': '\nrun = = false\n' });
    expect(refusalOf(root)).toMatchObject({
      code: 'metadata-unreadable',
      detail: { location: { file: 'migrations/1_a/metadata.toml', line: 2 } },
    });
  });

  test('refuses two folders of one version', () => {
    const error = refusalOf(folder('2024-01-01-000000_a/up.sql', '20240101000000_b/up.sql'));
    expect(error).toMatchObject({
      code: 'migration-duplicate',
      message: 'two migrations have the version 20240101000000',
    });
    expect(error.detail.why).toContain('migrations/2024-01-01-000000_a/ and migrations/20240101000000_b/');
  });

  test('names folders without up.sql and files that are not read', () => {
    const set = readFolder(folder('1_a/up.sql', '1_a/seed.sql', '2_b/down.sql', '3_c/notes.md', '4.sql'));
    expect(set.orphans).toEqual(['migrations/2_b/down.sql']);
    expect(set.remarks.map(({ object, severity }) => [object, severity])).toEqual([
      ['script migrations/3_c', 'warning'],
      ['script migrations/1_a/seed.sql', 'warning'],
      ['script migrations/4.sql', 'warning'],
    ]);
  });
});

describe('postgrator', () => {
  test('pairs by number, and runs without a transaction', () => {
    const set = readFolder(folder('10.do.sql', '9.do.b.x.sql', '009.undo.other.sql', '010.undo.sql'));
    expect(set.layout).toBe('postgrator');
    expect(stepsOf(set)).toEqual([
      ['9.b.x', 'migrations/9.do.b.x.sql', 'migrations/009.undo.other.sql'],
      ['10', 'migrations/10.do.sql', 'migrations/010.undo.sql'],
    ]);
    expect(set.migrations[0]?.forward.transaction).toBe('none');
  });

  test('refuses two files of one version and direction', () => {
    const error = refusalOf(folder('002.do.a.sql', '2.do.b.sql'));
    expect(error.code).toBe('migration-duplicate');
    expect(error.detail.why).toContain('migrations/002.do.a.sql and migrations/2.do.b.sql');
  });

  test('names programs, files that are not read, gaps and orphans', () => {
    const set = readFolder(folder('1.do.sql', '2.do.js', '2.undo.sql', '4.do.sql', '5.undo.sql', 'create.sql'));
    expect(set.orphans).toEqual(['migrations/5.undo.sql']);
    expect(set.remarks.map(({ object, severity }) => [object, severity])).toEqual([
      ['step 2', 'warning'],
      ['script migrations/create.sql', 'warning'],
      ['script migrations/4.do.sql', 'note'],
    ]);
  });
});

describe('a down folder', () => {
  test('holds the way back under the same name, as in the example of umzug', () => {
    const name = '2020.11.24T18.00.40.users';
    const set = readFolder(folder(`${name}.sql`, `down/${name}.sql`, 'down/gone.sql', '2021.01.01.b.sql', '2022.c.ts'));
    expect(set.layout).toBe('down-folder');
    expect(stepsOf(set)).toEqual([
      [name, `migrations/${name}.sql`, `migrations/down/${name}.sql`],
      ['2021.01.01.b', 'migrations/2021.01.01.b.sql', null],
    ]);
    expect(set.orphans).toEqual(['migrations/down/gone.sql']);
    expect(set.remarks).toMatchObject([{ object: 'step 2022.c' }]);
  });

  test('may have an up folder beside it', () => {
    const set = readFolder(folder('up/10_b.sql', 'up/9_a.sql', 'down/9_a.sql', 'notes.sql'));
    expect(stepsOf(set)).toEqual([
      ['9_a', 'migrations/up/9_a.sql', 'migrations/down/9_a.sql'],
      ['10_b', 'migrations/up/10_b.sql', null],
    ]);
    expect(set.remarks).toMatchObject([{ object: 'script migrations/notes.sql' }]);
  });
});

describe('yoyo', () => {
  test('pairs a file with its rollback, and puts each behind those it depends on', () => {
    const root = folderOf({
      'migrations/1_a.sql': `-- first\n-- depends: 3_c 0_py\n${SQL}`,
      'migrations/1_a.rollback.sql': SQL,
      'migrations/2_b.sql': `-- transactional: False\n${SQL}`,
      'migrations/2_b.rollback.sql': SQL,
      'migrations/3_c.sql': `${SQL}-- depends: nothing\n`,
      'migrations/4_d.rollback.sql': SQL,
      'migrations/0_py.py': '',
      'migrations/__init__.py': '',
      'migrations/post-apply.sql': SQL,
    });
    const set = readFolder(root);
    expect(set.layout).toBe('yoyo');
    expect(stepsOf(set)).toEqual([
      ['2_b', 'migrations/2_b.sql', 'migrations/2_b.rollback.sql'],
      ['3_c', 'migrations/3_c.sql', null],
      ['1_a', 'migrations/1_a.sql', 'migrations/1_a.rollback.sql'],
    ]);
    expect(set.migrations.map(({ forward, rollback }) => [forward.transaction, rollback?.transaction])).toEqual([
      ['none', 'none'],
      ['runner', undefined],
      ['runner', 'runner'],
    ]);
    expect(set.orphans).toEqual(['migrations/4_d.rollback.sql']);
    expect(set.remarks.map(({ object }) => object)).toEqual(['step 0_py', 'script migrations/post-apply.sql']);
  });

  test.each([
    ['something that is not there', '-- depends: 9_x\n', '1_a.sql depends on 9_x, which is not there'],
    ['itself', '-- depends: 1_a\n', '1_a.sql depends on itself, through others or at once'],
  ])('refuses a migration that depends on %s', (_, header, message) => {
    const root = folderOf({ 'migrations/1_a.sql': header + SQL, 'migrations/1_a.rollback.sql': SQL });
    expect(refusalOf(root)).toMatchObject({ code: 'migration-order', message: `migrations/${message}` });
  });
});

describe('a rollback that is missing', () => {
  test.each([
    ['up-down', ['1_a.up.sql'], '1_a.down.sql'],
    ['up-down', ['1_a.up.sqlite3.sql'], '1_a.down.sqlite3.sql'],
    ['up-down', ['1_a.up.sql', '1_a.down.sql', '2_b.sql'], '2_b.down.sql'],
    ['diesel', ['1_a/up.sql'], '1_a/down.sql'],
    ['down-folder', ['1_a.sql', 'down/1_a.sql', '2_b.sql'], 'down/2_b.sql'],
    ['down-folder', ['up/1_a.sql', 'down/1_a.sql', 'up/2_b.sql'], 'down/2_b.sql'],
    ['postgrator', ['1.do.sql'], '1.undo.sql'],
    ['postgrator', ['1.do.do.what.sql'], '1.undo.do.what.sql'],
    ['yoyo', ['1_a.sql', '1_a.rollback.sql', '2_b.sql'], '2_b.rollback.sql'],
  ])('has a place in %s: %j', (layout, names, place) => {
    const folders = { root: '.', migrations: 'migrations', rollbacks: 'rollbacks' };
    const last = readFolder(folder(...names)).migrations.at(-1);
    expect(last?.rollback).toBeNull();
    expect(rollbackPlace(layout, last?.forward.path ?? '', folders)).toBe(`migrations/${place}`);
    expect(readFolder(folder(...names, place)).migrations.at(-1)?.rollback?.path).toBe(`migrations/${place}`);
  });

  test('has no file of its own where both directions stand in one', () => {
    const folders = { root: '.', migrations: 'migrations', rollbacks: 'rollbacks' };
    expect(rollbackPlace('goose', 'migrations/1_a.sql', folders)).toBeNull();
  });
});

describe('any folder', () => {
  test('that two layouts recognise is refused until one is named', () => {
    const root = folderOf({
      'migrations/1_a.sql': '-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n',
      'migrations/down/1_a.sql': SQL,
    });
    expect(refusalOf(root)).toMatchObject({
      code: 'layout-ambiguous',
      detail: { fix: 'Say which one is meant: --layout down-folder or --layout goose' },
    });
    expect(readFolder(root, { layout: 'goose' }).layout).toBe('goose');
  });

  test('is paired where nothing shows another layout', () => {
    expect(readFolder(folder('0001_a.sql', '0002_b.sql')).layout).toBe('paired');
  });

  test('is read from the folder of the dialect below it', () => {
    const set = readFolder(folder('sqlite/1_a.up.sql', 'sqlite/1_a.down.sql', 'mysql/1_a.up.sql'));
    expect(stepsOf(set)).toEqual([['1_a', 'migrations/sqlite/1_a.up.sql', 'migrations/sqlite/1_a.down.sql']]);
  });

  test('may be the checked folder itself', () => {
    expect(stepsOf(readFolder(folderOf({ '1_a.up.sql': SQL, '1_a.down.sql': SQL })))).toEqual([
      ['1_a', '1_a.up.sql', '1_a.down.sql'],
    ]);
  });

  test('is refused for a link that leads out of it, and read through one that does not', () => {
    const outside = folderOf({ 'secret.sql': SQL });
    const root = folder('1_a.up.sql');
    symlinkSync(join(root, 'migrations/1_a.up.sql'), join(root, 'migrations/2_b.up.sql'));
    expect(readFolder(root).migrations.length).toBe(2);
    symlinkSync(join(outside, 'secret.sql'), join(root, 'migrations/3_c.up.sql'));
    expect(refusalOf(root)).toMatchObject({
      code: 'link-refused',
      message: 'migrations/3_c.up.sql is a symbolic link out of the checked folder',
    });
  });

  test('is refused when the folder of migrations is such a link, unless it was named by where it is', () => {
    const outside = folder('1_a.up.sql');
    const root = folderOf({ 'app/x.txt': '' });
    symlinkSync(join(outside, 'migrations'), join(root, 'app/migrations'));
    expect(refusalOf(join(root, 'app')).code).toBe('link-refused');
    mkdirSync(join(root, 'db'));
    writeFileSync(join(root, 'db/1_a.up.sql'), SQL);
    expect(readFolder(join(root, 'app'), { migrations: '../db' }).migrations.length).toBe(1);
  });

  test.each(['nothing.sql', '.'])('is refused for a file that cannot be read: a link to %s', (target) => {
    const root = folder('1_a.up.sql');
    symlinkSync(target, join(root, 'migrations/2_b.up.sql'));
    expect(refusalOf(root)).toMatchObject({ code: 'io-error', message: 'migrations/2_b.up.sql cannot be read' });
  });
});
