import { describe, expect, test } from 'vitest';
import { checkOf, type Pair, prove, short } from './climbing.ts';

describe('rollback-applies', () => {
  test('a rollback that SQLite refuses is found at its place', async () => {
    const { steps } = await prove([['CREATE TABLE a (x);', 'DROP TABLE a;\nDROP TABLE b;']]);
    expect(steps[0]?.rollbackVerdict).toBe('fails');
    expect(steps[0]?.checks.find(({ id }) => id === 'rollback-applies')?.findings).toMatchObject([
      {
        severity: 'error',
        message: 'the script fails: no such table: b',
        location: { file: 'rollbacks/0001.sql', line: 2 },
      },
    ]);
  });

  test('tables dropped in the wrong order fail once they hold rows', async () => {
    const report = await checkOf('rollback-applies', '0001', [
      [
        'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER NOT NULL REFERENCES p (id));',
        'DROP TABLE p; DROP TABLE c;',
      ],
    ]);
    expect(report.findings).toMatchObject([
      { severity: 'error', message: expect.stringContaining('FOREIGN KEY constraint failed') },
    ]);
  });

  test('a rollback that only meets rows which the old schema cannot hold is left to new-rows-survive-rollback', async () => {
    const pairs = [
      ['CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT NOT NULL);', 'DROP TABLE a;'],
      [
        'CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO n SELECT id, x FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;',
        'CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT NOT NULL); INSERT INTO n SELECT id, x FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;',
      ],
    ] as const;
    expect((await checkOf('rollback-applies', '0002', pairs)).findings).toEqual([]);
    expect((await checkOf('new-rows-survive-rollback', '0002', pairs)).findings).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('NOT NULL constraint failed') },
    ]);
  });

  test.each([
    ['other new rows refer to', 'ON DELETE RESTRICT', ''],
    ['a trigger holds', '', "CREATE TRIGGER held BEFORE DELETE ON place BEGIN SELECT RAISE(ABORT, 'kept'); END;"],
  ])('rows that the old schema cannot hold and that %s stop no proof', async (_, action, trigger) => {
    const place = (glob: string) =>
      `CREATE TABLE place (code TEXT NOT NULL PRIMARY KEY CHECK (code GLOB '${glob}'), parent TEXT REFERENCES place ${action});
       CREATE INDEX place_parent ON place (parent); ${trigger}`;
    const rebuilt = (glob: string) =>
      `${trigger === '' ? '' : 'DROP TRIGGER held;'} CREATE TABLE kept AS SELECT * FROM place; UPDATE place SET parent = NULL; DROP TABLE place;
       ${place(glob)} INSERT INTO place SELECT code, NULL FROM kept; UPDATE place SET parent = (SELECT kept.parent FROM kept WHERE kept.code = place.code); DROP TABLE kept;`;
    const pairs: readonly Pair[] = [
      [place('[A-Z][0-9][0-9]'), null],
      [rebuilt('[A-Z][0-9][0-9]*'), rebuilt('[A-Z][0-9][0-9]')],
    ];
    expect(short((await checkOf('rollback-applies', '0002', pairs)).findings)).toEqual([]);
  });

  test('a transaction command inside is found', async () => {
    const report = await checkOf('rollback-applies', '0001', [
      ['CREATE TABLE a (x);', 'BEGIN;\nDROP TABLE a;\nCOMMIT;'],
    ]);
    expect(report.findings.map(({ severity, location }) => [severity, location?.line])).toEqual([
      ['error', 1],
      ['error', 3],
    ]);
  });

  test('without a rollback it is skipped', async () => {
    expect(await checkOf('rollback-applies', '0001', [['CREATE TABLE a (x);', null]])).toMatchObject({
      status: 'skipped',
      reason: 'there is no rollback to run',
    });
  });
});
