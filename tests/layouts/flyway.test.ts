import { describe, expect, test } from 'vitest';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const SQL = 'CREATE TABLE t (a);\n';

/** Files of a Flyway project in its usual folder, all with the same script. */
function project(...names: readonly string[]): Files {
  return {
    'pom.xml': '<project/>',
    ...Object.fromEntries(names.map((name) => [`src/main/resources/db/migration/${name}`, SQL])),
  };
}

function idsOf(files: Files): readonly string[] {
  const set = readFolder(folderOf(files));
  expect(set.layout).toBe('flyway');
  return set.migrations.map(({ id }) => id);
}

describe('flyway', () => {
  test('a versioned migration is taken back by the undo migration of its version, whatever it is called', () => {
    const set = readFolder(folderOf(project('V1__a.sql', 'U1__undo of a.sql', 'V2__b.sql')));
    const folder = 'src/main/resources/db/migration';
    expect(stepsOf(set)).toEqual([
      ['V1__a', `${folder}/V1__a.sql`, `${folder}/U1__undo of a.sql`],
      ['V2__b', `${folder}/V2__b.sql`, null],
    ]);
    expect(set).toMatchObject({ layout: 'flyway', reversible: true, orphans: [], remarks: [] });
  });

  test('without an undo migration steps are proven forward alone', () => {
    expect(readFolder(folderOf(project('V1__a.sql')))).toMatchObject({ layout: 'flyway', reversible: false });
  });

  test('versions order part by part and by value, points and underscores alike', () => {
    const names = ['V1_10__d.sql', 'V1.2__c.sql', 'V2__e.sql', 'V01__a.sql', 'V1_0_1__b.sql', 'V20240101120000__f.sql'];
    expect(idsOf(project(...names))).toEqual([
      'V01__a',
      'V1_0_1__b',
      'V1.2__c',
      'V1_10__d',
      'V2__e',
      'V20240101120000__f',
    ]);
  });

  test('an undo migration and its step may write the version in two ways', () => {
    const [step] = readFolder(folderOf(project('V1_2__a.sql', 'U1.2.0__a.sql'))).migrations;
    expect(step?.rollback?.path).toMatch(/U1\.2\.0__a\.sql$/);
  });

  test('repeatable migrations come last, by description, and need no rollback', () => {
    const set = readFolder(folderOf(project('R__b_view.sql', 'R__a view.sql', 'V1__a.sql', 'U1__a.sql')));
    expect(set.migrations.map(({ id, oneWay }) => [id, oneWay])).toEqual([
      ['V1__a', undefined],
      ['R__a view', true],
      ['R__b_view', true],
    ]);
  });

  test('the latest baseline stands for every version up to its own, and a note says which', () => {
    const set = readFolder(
      folderOf(project('V1__a.sql', 'U1__a.sql', 'V2__b.sql', 'V3__c.sql', 'B1__x.sql', 'B2__y.sql')),
    );
    expect(set.migrations.map(({ id }) => id)).toEqual(['B2__y', 'V3__c']);
    expect(set.remarks.map(({ severity, message }) => [severity, message.split(':')[0]])).toEqual([
      ['note', 'src/main/resources/db/migration/V1__a.sql is not run'],
      ['note', 'src/main/resources/db/migration/V2__b.sql is not run'],
    ]);
    expect(set.orphans).toEqual([]);
  });

  test('folders below are read too', () => {
    expect(idsOf(project('V1__a.sql', '2024/V2__b.sql', '2024/03/V3__c.sql'))).toEqual(['V1__a', 'V2__b', 'V3__c']);
  });

  test('an undo migration without its step is an orphan', () => {
    const { orphans } = readFolder(folderOf(project('V1__a.sql', 'U1__a.sql', 'U7__b.sql')), { layout: 'flyway' });
    expect(orphans).toEqual(['src/main/resources/db/migration/U7__b.sql']);
  });

  test.each([
    [['V1__a.sql', 'V1.0__b.sql'], 'two migrations have the version 1'],
    [['V1__a.sql', 'U1__a.sql', 'U01__b.sql'], 'two migrations have the version 1'],
    [['V1__a.sql', 'R__a_b.sql', 'R__a b.sql'], 'two repeatable migrations are called a b'],
  ])('%j is refused', (names, message) => {
    expect(refusalOf(folderOf(project(...names)))).toMatchObject({ code: 'migration-duplicate', message });
  });

  test('files that are no migrations are named', () => {
    const names = ['V1__a.sql', 'afterMigrate.sql', 'v2__b.sql', 'V3_c.sql', 'V4__d.java', 'README.md'];
    const { remarks } = readFolder(folderOf(project(...names)));
    const folder = 'src/main/resources/db/migration';
    expect(remarks.map(({ location }) => location?.file)).toEqual([
      `${folder}/V3_c.sql`,
      `${folder}/V4__d.java`,
      `${folder}/afterMigrate.sql`,
      `${folder}/v2__b.sql`,
    ]);
  });

  test('a script configuration can take the transaction away', () => {
    const files = project('V1__a.sql', 'V2__b.sql', 'V3__c.sql');
    const folder = 'src/main/resources/db/migration';
    const conf = {
      [`${folder}/V2__b.sql.conf`]: 'executeInTransaction=false\n',
      [`${folder}/V3__c.sql.conf`]: 'x=y\n',
    };
    const { migrations } = readFolder(folderOf({ ...files, ...conf }));
    expect(migrations.map(({ forward }) => forward.transaction)).toEqual(['runner', 'none', 'runner']);
  });

  test('a script that switches foreign keys runs without a transaction, unless its configuration says otherwise', () => {
    const pragma = 'PRAGMA foreign_keys = OFF;\nCREATE TABLE t (a);\n';
    const { migrations } = readFolder(
      folderOf({
        'pom.xml': '',
        'db/migration/V1__a.sql': pragma,
        'db/migration/V2__b.sql': pragma,
        'db/migration/V2__b.sql.conf': 'executeInTransaction=true\n',
      }),
    );
    expect(migrations.map(({ forward }) => forward.transaction)).toEqual(['none', 'runner']);
  });

  test('byte order marks, CRLF, blanks, quotes and line feeds in names are read', () => {
    const files = { 'migrations/V1__it\'s a "name"\nof two lines.sql': `\ufeff${SQL.replace('\n', '\r\n')}` };
    const [step] = readFolder(folderOf(files)).migrations;
    expect(step?.forward.statements.map(({ text }) => text)).toEqual(['CREATE TABLE t (a)']);
  });
});
