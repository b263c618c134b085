import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLayout } from '../../harness/layouts/find.ts';
import { UserError } from '../../harness/model/errors.ts';
import type { LayoutFolders, MigrationSet } from '../../harness/model/layout.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stepproof-paired-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), 'CREATE TABLE t (a);\n');
  }
}

function folders(): LayoutFolders {
  return { root, migrations: 'migrations', rollbacks: 'rollbacks' };
}

function read(name = 'auto'): MigrationSet {
  const found = findLayout(folders(), name, false);
  return found.layout.read(found.folders);
}

function error(name = 'auto'): UserError {
  try {
    read(name);
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
  }
  throw new Error('nothing was refused');
}

describe('paired folders', () => {
  test('a migration is paired with the rollback of the same file name', () => {
    write('migrations/0001_a.sql', 'migrations/0002_b.sql', 'rollbacks/0001_a.sql');
    const { migrations, orphans } = read();
    expect(migrations.map(({ id, rollback }) => [id, rollback?.path])).toEqual([
      ['0001_a', 'rollbacks/0001_a.sql'],
      ['0002_b', undefined],
    ]);
    expect(orphans).toEqual([]);
  });

  test('numbers order by value, and numbered files come before the others', () => {
    write('migrations/10_c.sql', 'migrations/9_b.sql', 'migrations/init.sql', 'migrations/0001_a.sql');
    expect(read().migrations.map(({ id }) => id)).toEqual(['0001_a', '9_b', '10_c', 'init']);
  });

  test('a date in parts is no number, and such files come by name', () => {
    write(
      'migrations/2024-05-02-b.sql',
      'migrations/2024-05-01-a.sql',
      'migrations/2024.04.01_x.sql',
      'migrations/3_n.sql',
    );
    expect(read().migrations.map(({ id }) => id)).toEqual(['3_n', '2024-05-01-a', '2024-05-02-b', '2024.04.01_x']);
  });

  test('programs among the scripts, and scripts in folders below, are named', () => {
    write('migrations/1_a.sql', 'migrations/2_b.js', 'migrations/types.d.ts', 'migrations/v2/3_c.sql');
    write('migrations/undo/1_a.sql');
    expect(read().remarks.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: migrations/2_b.js is no SQL: the step is missing here',
      'warning: 2 SQL files in folders below left out: migrations/undo/1_a.sql and others',
    ]);
    const own = { ...folders(), rollbacks: 'migrations/undo' };
    const [, left] = findLayout(own, 'auto', false).layout.read(own).remarks;
    expect(left?.message).toBe('1 SQL file in folders below left out: migrations/v2/3_c.sql');
  });

  test('a number beyond 2^53 keeps its value', () => {
    write('migrations/9007199254740993_b.sql', 'migrations/9007199254740992_a.sql');
    expect(read().migrations.map(({ id }) => id)).toEqual(['9007199254740992_a', '9007199254740993_b']);
  });

  test('two migrations of one number are refused, and both are named', () => {
    write('migrations/0002_a.sql', 'migrations/2_b.sql');
    expect(error()).toMatchObject({ code: 'migration-duplicate', message: 'two migrations have the number 2' });
    expect(error().detail.why).toContain('migrations/0002_a.sql and migrations/2_b.sql');
  });

  test('a rollback without a migration is reported', () => {
    write('migrations/0001_a.sql', 'rollbacks/0001_a.sql', 'rollbacks/0001_b.sql');
    expect(read().orphans).toEqual(['rollbacks/0001_b.sql']);
  });

  test('other files and folders are left alone', () => {
    write('migrations/0001_a.sql', 'migrations/notes.md', 'migrations/old.sql/0000_x.sql');
    expect(read().migrations.map(({ id }) => id)).toEqual(['0001_a']);
  });

  test.each(['auto', 'paired'])('a folder without migrations is refused by layout %s', (name) => {
    mkdirSync(join(root, 'migrations'));
    expect(error(name).code).toBe('no-migrations');
    write('sql/schema/1_a.sql', 'node_modules/x/1_a.sql');
    expect(error(name).detail.why).toMatch(/ There are SQL files in sql\/schema\.$/);
  });

  test.each([
    ['config/migrations/sqlite3', ['config/migrations/mysql/1_a.sql']],
    ['packages/api/drizzle', ['node_modules/x/migrations/1_a.sql', 'packages/api/test/migrations/1_a.sql']],
    ['internal/sqlite/migrations', ['internal/postgres/migrations/1_a.sql']],
    ['persistence/migrations/sql', ['persistence/migrations/code/1_a.go']],
    ['server/migrate', ['server/notes/1_a.sql', '.cache/migrations/1_a.sql']],
  ])('a folder at no usual place is found by its name: %s', (folder, others) => {
    write(`${folder}/1_a.sql`, ...others);
    expect(read().migrations.map(({ forward }) => forward.path)).toEqual([`${folder}/1_a.sql`]);
    expect(read('paired').migrations).toHaveLength(1);
  });

  test('of several folders at no usual place, the user says which one is meant', () => {
    write('a/migrations/1_a.sql', 'b/migrations/1_a.sql');
    expect(error()).toMatchObject({
      code: 'layout-ambiguous',
      detail: { fix: 'Say which one is meant: --migrations a/migrations or --migrations b/migrations' },
    });
    write('migrations/1_a.sql');
    expect(read().migrations.map(({ forward }) => forward.path)).toEqual(['migrations/1_a.sql']);
  });

  describe('markers of a tool that is not known', () => {
    const writeText = (text: string): void => {
      write('migrations/1_a.sql');
      writeFileSync(join(root, 'migrations/1_a.sql'), text);
    };

    test.each([
      ['-- +ours Up', '-- +ours Down'],
      ['-- SQL: up', '  -- sql: DOWN'],
    ])('are refused where statements stand below both: %s', (up, down) => {
      writeText(`${up}\nCREATE TABLE t (a);\n\n${down}\nDROP TABLE t;\n`);
      expect(error()).toMatchObject({
        code: 'marker-unknown',
        detail: { location: { file: 'migrations/1_a.sql', line: 4 } },
      });
      expect(error().detail.why).toContain(`${up} and ${down.trim()}.`);
    });

    test.each([
      ['what takes it back is a comment', '-- up\nCREATE TABLE t (a);\n-- down\n-- DROP TABLE t;\n'],
      ['the words are said of something else', '-- counts up\nCREATE TABLE t (a);\n-- counts it down\nDROP TABLE t;\n'],
      ['they stand in a text', "-- up\nCREATE TABLE t (a);\nINSERT INTO t VALUES ('\n-- down\n');\nSELECT 1;\n"],
    ])('are none where %s', (_, text) => {
      writeText(text);
      expect(read('paired').migrations).toHaveLength(1);
    });
  });

  test('a layout that does not exist is refused with those that do', () => {
    expect(error('sqitsch').code).toBe('bad-usage');
    expect(error('sqitsch').detail.fix).toMatch(/^Use auto or one of: (?:[\w-]+, )+paired$/);
  });
});
