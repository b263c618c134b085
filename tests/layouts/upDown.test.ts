import { describe, expect, test } from 'vitest';
import { folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const CREATE = 'CREATE TABLE t (a);\n';

/** A folder of files that all hold the same statement. */
function filesCalled(...names: readonly string[]): string {
  return folderOf(Object.fromEntries(names.map((name) => [`migrations/${name}`, CREATE])));
}

function idsOf(...names: readonly string[]): readonly string[] {
  return readFolder(filesCalled(...names)).migrations.map(({ id }) => id);
}

describe('up and down files', () => {
  test('are paired by version, whatever their names say', () => {
    const set = readFolder(filesCalled('0001_users.up.sql', '0001_drop_users.down.sql', '2_b.up.sql', '02_b.down.sql'));
    expect(set.layout).toBe('up-down');
    expect(stepsOf(set)).toEqual([
      ['0001_users', 'migrations/0001_users.up.sql', 'migrations/0001_drop_users.down.sql'],
      ['2_b', 'migrations/2_b.up.sql', 'migrations/02_b.down.sql'],
    ]);
    expect([set.orphans, set.remarks, set.reversible]).toEqual([[], [], true]);
  });

  test('may have dots in their names, or no name', () => {
    expect(idsOf('0001_a.b.up.sql', '0001_a.b.down.sql', '2.up.sql', '3-x.up.sql')).toEqual(['0001_a.b', '2', '3-x']);
  });

  test('order numbers by value and timestamps as text', () => {
    expect(idsOf('10_c.up.sql', '9_b.up.sql', '1_a.up.sql')).toEqual(['1_a', '9_b', '10_c']);
    expect(idsOf('20230101000000_b.up.sql', '202202091533000000_a.up.sql', '20240101000000000000_c.up.sql')).toEqual([
      '202202091533000000_a',
      '20230101000000_b',
      '20240101000000000000_c',
    ]);
  });

  test('whose names begin with a date go by their whole names, behind the numbered ones', () => {
    expect(idsOf('2024-05-02-b.up.sql', '2024-05-01-a.up.sql', '7_x.up.sql')).toEqual([
      '7_x',
      '2024-05-01-a',
      '2024-05-02-b',
    ]);
  });

  test('that take nothing back are orphans', () => {
    const set = readFolder(filesCalled('0001_a.up.sql', '0003_c.down.sql'));
    expect(set.orphans).toEqual(['migrations/0003_c.down.sql']);
  });

  test('that go forward twice with one version are refused, and both are named', () => {
    const error = refusalOf(filesCalled('0002_a.up.sql', '2_b.up.sql'));
    expect(error).toMatchObject({ code: 'migration-duplicate', message: 'two migrations have the version 2' });
    expect(error.detail.why).toContain('migrations/0002_a.up.sql and migrations/2_b.up.sql');
    expect(error.detail.location?.file).toBe('migrations/2_b.up.sql');
  });

  test('with two ways back are refused', () => {
    expect(refusalOf(filesCalled('1_a.up.sql', '1_a.down.sql', '1_b.down.sql')).code).toBe('migration-duplicate');
  });

  test('are found with a name that has spaces, quotes and a line break', () => {
    const name = `0001_it's "new"\nhere`;
    const set = readFolder(filesCalled(`${name}.up.sql`, `${name}.down.sql`));
    expect(stepsOf(set)).toEqual([[name, `migrations/${name}.up.sql`, `migrations/${name}.down.sql`]]);
  });

  test('run in their own transaction, in none, or in that of the tool', () => {
    const root = folderOf({
      'migrations/1_a.up.sql': 'BEGIN;\nCREATE TABLE a (x);\nCOMMIT;\n',
      'migrations/2_b.up.sql': '-- no-transaction\nVACUUM;\n',
      'migrations/3_c.autocommit.up.sql': CREATE,
      'migrations/4_d.up.sql': CREATE,
      'migrations/5_e.up.sql': '-- no-transaction\nBEGIN;\nCREATE TABLE e (x);\nEND;\n',
    });
    expect(readFolder(root).migrations.map(({ id, forward }) => [id, forward.transaction])).toEqual([
      ['1_a', 'script'],
      ['2_b', 'none'],
      ['3_c', 'none'],
      ['4_d', 'runner'],
      ['5_e', 'script'],
    ]);
  });

  test('may be empty, and may have a byte order mark and Windows line ends', () => {
    const root = folderOf({
      'migrations/1_a.up.sql': '\ufeffCREATE TABLE a (x);\r\nCREATE TABLE b (x);\r\n',
      'migrations/1_a.down.sql': '',
    });
    const [step] = readFolder(root).migrations;
    expect(step?.forward.statements.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(step?.rollback?.statements).toEqual([]);
  });

  test('with a NUL are refused where it stands', () => {
    const error = refusalOf(folderOf({ 'migrations/1_a.up.sql': 'SELECT 1;\n\0' }));
    expect(error).toMatchObject({ code: 'encoding-refused', detail: { location: { line: 2, column: 1 } } });
  });
});

describe('files beside them', () => {
  test('without a direction go forward as steps of their own, as in sqlx', () => {
    const set = readFolder(filesCalled('1_a.up.sql', '1_a.down.sql', '2_b.sql'));
    expect(stepsOf(set).at(-1)).toEqual(['2_b', 'migrations/2_b.sql', null]);
    expect(set.remarks).toMatchObject([{ severity: 'note', object: 'script migrations/2_b.sql' }]);
  });

  test('without a direction are left out where the version has an up file', () => {
    const set = readFolder(filesCalled('1_a.up.sql', '1_a.sql'));
    expect(set.migrations.length).toBe(1);
    expect(set.remarks).toMatchObject([{ severity: 'warning', object: 'script migrations/1_a.sql' }]);
  });

  test('are named when they are no migrations', () => {
    const set = readFolder(filesCalled('1_a.up.sql', 'schema.sql', 'notes.md'));
    expect(set.remarks.map(({ severity, object }) => [severity, object])).toEqual([
      ['warning', 'script migrations/schema.sql'],
    ]);
  });

  test('in fizz are named as missing steps', () => {
    const set = readFolder(filesCalled('1_a.up.sql', '2_b.up.fizz', '2_b.down.fizz'));
    expect(set.remarks).toMatchObject([{ check: 'forward-applies', severity: 'warning', object: 'step 2_b' }]);
  });

  test('that are missing in a series are noted, in timestamps not', () => {
    expect(readFolder(filesCalled('1_a.up.sql', '2_b.up.sql', '4_d.up.sql', '7_g.up.sql')).remarks).toMatchObject([
      { severity: 'note', message: 'number 3 is missing behind migrations/2_b.up.sql' },
      { severity: 'note', message: 'numbers 5 to 6 are missing behind migrations/4_d.up.sql' },
    ]);
    for (const numbers of [
      [20240101, 20240102, 20240104],
      [1, 10, 20],
    ]) {
      expect(readFolder(filesCalled(...numbers.map((number) => `${number}_a.up.sql`))).remarks).toEqual([]);
    }
  });
});

describe('files for one dialect', () => {
  test.each([
    ['1_a.sqlite3.up.sql', '1_a.up.sql', '1_a.down.sql', '1_a.mysql.up.sql'],
    ['1_a.up.sqlite3.sql', '1_a.up.sql', '1_a.down.sql', '1_a.up.mysql.sql'],
    ['1_a.sqlite.up.sql', '1_a.all.up.sql', '1_a.all.down.sql', '1_a.postgres.up.sql'],
  ])('come before those for every dialect: %s', (own, shared, down, other) => {
    const set = readFolder(filesCalled(own, shared, down, other));
    expect(stepsOf(set)).toEqual([['1_a', `migrations/${own}`, `migrations/${down}`]]);
    expect(set.remarks).toMatchObject([{ severity: 'note', data: { files: [`migrations/${other}`] } }]);
  });

  test('are read as Authelia names them', () => {
    const set = readFolder(
      filesCalled(
        'V0001.Initial_Schema.all.down.sql',
        'V0001.Initial_Schema.mysql.up.sql',
        'V0001.Initial_Schema.sqlite.up.sql',
        'V0002.FixConstraints.postgres.up.sql',
        'V0003.Webauthn.sqlite.down.sql',
        'V0003.Webauthn.sqlite.up.sql',
      ),
    );
    expect(stepsOf(set).map(([id]) => id)).toEqual(['V0001.Initial_Schema', 'V0003.Webauthn']);
    expect(set.remarks.map(({ message }) => message)).toEqual(['2 files for other dialects left out: mysql, postgres']);
    expect(set.orphans).toEqual([]);
  });

  test('of another dialect take their shared way back with them', () => {
    const set = readFolder(filesCalled('1_a.up.sql', '2_b.mysql.up.sql', '2_b.down.sql'));
    expect([set.migrations.length, set.orphans]).toEqual([1, []]);
  });

  test('of other dialects alone are no migrations', () => {
    expect(refusalOf(filesCalled('1_a.mysql.up.sql'), { layout: 'up-down' }).code).toBe('no-migrations');
  });

  test('with another name than the shared file of the version are refused', () => {
    expect(refusalOf(filesCalled('1_a.sqlite.up.sql', '1_b.up.sql')).code).toBe('migration-duplicate');
  });
});

describe('a dialect at the end of the name', () => {
  test('is one where a version has a file for each of two', () => {
    const set = readFolder(
      filesCalled(
        '1_a_postgres.down.sql',
        '1_a_postgres.up.sql',
        '1_a_sqlite.down.sql',
        '1_a_sqlite.up.sql',
        '2_b.up.sql',
        '3_c_postgres.up.sql',
      ),
    );
    expect(stepsOf(set)).toEqual([
      ['1_a', 'migrations/1_a_sqlite.up.sql', 'migrations/1_a_sqlite.down.sql'],
      ['2_b', 'migrations/2_b.up.sql', null],
    ]);
    expect(set.remarks).toMatchObject([{ message: '3 files for other dialects left out: postgres' }]);
  });

  test('is a word of the name where nothing shows that it is more', () => {
    expect(idsOf('1_import_from_mysql.up.sql', '2_drop_postgres.up.sql')).toEqual([
      '1_import_from_mysql',
      '2_drop_postgres',
    ]);
  });
});

describe('a step of many files, as Ory writes them', () => {
  const root = () =>
    folderOf({
      'migrations/20191100000007000000_errors.sqlite3.up.sql': 'CREATE TABLE e (x);\n',
      'migrations/20191100000007000001_errors.sqlite3.up.sql':
        '-- stepproof: ignore rows-survive "checked"\nCREATE INDEX i ON e (x);\n',
      'migrations/20191100000007000000_errors.sqlite3.down.sql': 'DROP TABLE e;\n',
      'migrations/20191100000007000001_errors.sqlite3.down.sql': '\nDROP INDEX i;\n',
      'migrations/20191100000007000002_errors.autocommit.up.sql':
        '-- first\nVACUUM;\n-- stepproof: ignore rows-survive "old"\nDELETE FROM e;\n',
      'migrations/20191100000007000003_errors.mysql.up.sql': 'ALTER TABLE e ENGINE x;\n',
      'migrations/20191100000008000000_others.up.sql': 'CREATE TABLE o (x);\n',
    });

  test('is one migration, and goes back from the last file to the first', () => {
    const set = readFolder(root());
    expect(set.migrations.map(({ id }) => id)).toEqual(['20191100000007_errors', '20191100000008000000_others']);
    const [step] = set.migrations;
    expect(step?.forward.statements.map(({ text }) => text)).toEqual([
      'CREATE TABLE e (x)',
      'CREATE INDEX i ON e (x)',
      'VACUUM',
      'DELETE FROM e',
    ]);
    expect(step?.rollback?.statements.map(({ text }) => text)).toEqual(['DROP INDEX i', 'DROP TABLE e']);
  });

  test('runs without a transaction when one of its files does', () => {
    const { forward, rollback } = readFolder(root()).migrations[0] ?? {};
    expect([forward?.transaction, rollback?.transaction]).toEqual(['none', 'runner']);
  });

  test('keeps the place of each statement and comment in its own file', () => {
    const { forward, rollback } = readFolder(root()).migrations[0] ?? {};
    const index = 'migrations/20191100000007000001_errors.sqlite3.up.sql';
    expect(forward?.path).toBe('migrations/20191100000007000000_errors.sqlite3.up.sql');
    expect(forward?.statements[1]).toMatchObject({ path: index, line: 2, column: 1 });
    expect(forward?.text.slice(forward.statements[1]?.start, forward.statements[1]?.end)).toBe(
      'CREATE INDEX i ON e (x);',
    );
    expect(forward?.directives).toMatchObject([
      { path: index, line: 1, statement: null },
      { path: 'migrations/20191100000007000002_errors.autocommit.up.sql', line: 3, statement: 3 },
    ]);
    expect(rollback?.statements[0]).toMatchObject({ line: 2 });
    expect(rollback?.statements[1]?.path).toBe('migrations/20191100000007000000_errors.sqlite3.down.sql');
  });
});
