import { describe, expect, test } from 'vitest';
import { checkOf, type Pair, short } from './climbing.ts';

const PARENT: Pair = [
  'CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT NOT NULL); CREATE UNIQUE INDEX p_code ON p (code); CREATE TABLE c (id INTEGER PRIMARY KEY, code TEXT REFERENCES p (code));',
  'DROP TABLE c; DROP TABLE p;',
];
const said = (pair: Pair) => checkOf('foreign-keys-hold', '0002', [PARENT, pair]);

describe('foreign-keys-hold', () => {
  test('dropping the index that a key needs breaks the key', async () => {
    const { findings } = await said(['DROP INDEX p_code;', 'CREATE UNIQUE INDEX p_code ON p (code);']);
    expect(short(findings)).toEqual(['error table c']);
    expect(findings[0]?.message).toContain('foreign key mismatch');
  });

  test('a rebuild that renames the old table first leaves keys on a table that is gone', async () => {
    const { findings } = await said([
      'ALTER TABLE p RENAME TO p_old; CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE); INSERT INTO p SELECT id, code FROM p_old; UPDATE c SET code = NULL; DROP TABLE p_old;',
      null,
    ]);
    expect(findings).toMatchObject([
      { severity: 'error', object: 'table c', message: expect.stringContaining('p_old') },
    ]);
  });

  test('a key to a table that does not exist is found on an empty table', async () => {
    const { findings } = await checkOf(
      'foreign-keys-hold',
      '0001',
      [['CREATE TABLE c (p INTEGER REFERENCES nowhere (id));', 'DROP TABLE c;']],
      { rows: 0 },
    );
    expect(findings).toMatchObject([
      { object: 'table c', message: expect.stringContaining('no such table: main.nowhere') },
    ]);
  });

  test('rows without a parent are counted', async () => {
    const { findings } = await said([
      'CREATE TABLE n (id INTEGER PRIMARY KEY, code TEXT); INSERT INTO n SELECT id, code FROM c; DROP TABLE c; ALTER TABLE n RENAME TO c; DELETE FROM p;',
      'SELECT 1;',
    ]);
    expect(findings).toEqual([]);
    const { findings: late } = await checkOf('foreign-keys-hold', '0002', [
      ['CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER); INSERT INTO c VALUES (77);', null],
      [
        'CREATE TABLE n (p INTEGER REFERENCES p (id)); PRAGMA defer_foreign_keys = ON; INSERT INTO n SELECT p FROM c WHERE p IN (SELECT id FROM p); DROP TABLE c; ALTER TABLE n RENAME TO c;',
        null,
      ],
    ]);
    expect(late).toEqual([]);
  });

  test('a fault that was there before is not counted again', async () => {
    const broken: Pair = ['CREATE TABLE c (p INTEGER REFERENCES nowhere (id));', 'DROP TABLE c;'];
    expect(
      (await checkOf('foreign-keys-hold', '0002', [broken, ['CREATE TABLE d (x);', 'DROP TABLE d;']])).findings,
    ).toEqual([]);
  });

  test('without foreign keys it is skipped', async () => {
    expect(await checkOf('foreign-keys-hold', '0001', [['CREATE TABLE a (x);', 'DROP TABLE a;']])).toMatchObject({
      status: 'skipped',
    });
  });
});
