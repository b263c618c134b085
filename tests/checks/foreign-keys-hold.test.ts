import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { Engine } from '../../harness/model/engine.ts';
import { checkOf, type Pair, short } from './climbing.ts';

const PARENT: Pair = [
  'CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT NOT NULL); CREATE UNIQUE INDEX p_code ON p (code); CREATE TABLE c (id INTEGER PRIMARY KEY, code TEXT REFERENCES p (code));',
  'DROP TABLE c; DROP TABLE p;',
];
const said = (pair: Pair) => checkOf('foreign-keys-hold', '0002', [PARENT, pair]);

/** An engine that applies scripts without looking after foreign keys; on the real ones such rows do not get in. */
function unguarded(engine: Engine): Engine {
  return {
    ...engine,
    async apply(statements) {
      await engine.query('PRAGMA foreign_keys = OFF');
      for (const { text } of statements) await engine.query(text);
      await engine.query('PRAGMA foreign_keys = ON');
      return null;
    },
    fork: async () => unguarded(await engine.fork()),
  };
}

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

  test('rows without a parent are counted, on an engine that lets them in', async () => {
    const careless = async (): Promise<Engine> => unguarded(await openBetterSqlite3());
    const pairs: readonly Pair[] = [PARENT, ['DELETE FROM p;', 'SELECT 1;']];
    const { findings } = await checkOf('foreign-keys-hold', '0002', pairs, { open: careless });
    const orphans = /^\d rows of table c refer to rows of p that are not there after the (migration|rollback)$/;
    expect(short(findings)).toEqual(['error table c', 'error table c']);
    expect(findings.map(({ message }) => orphans.exec(message)?.[1])).toEqual(['migration', 'rollback']);
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
