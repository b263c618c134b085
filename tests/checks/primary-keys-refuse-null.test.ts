import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { checkOf, short } from './climbing.ts';

describe('primary-keys-refuse-null', () => {
  test.each([
    'CREATE TABLE t (id TEXT PRIMARY KEY)',
    'CREATE TABLE t (id INT PRIMARY KEY)',
    'CREATE TABLE t (id INTEGER PRIMARY KEY)',
    'CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY)',
    'CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID',
    'CREATE TABLE t (id TEXT PRIMARY KEY) STRICT',
    'CREATE TABLE t (a TEXT NOT NULL, b TEXT, PRIMARY KEY (a, b))',
    'CREATE TABLE t (id TEXT PRIMARY KEY CHECK (id IS NOT NULL))',
    'CREATE TABLE t (id TEXT PRIMARY KEY CHECK (length(id) > 0))',
  ])('it says of %s what the engine does with NULL', async (sql) => {
    const engine = await openBetterSqlite3();
    await engine.query(sql);
    const columns = sql.includes('(a, b)') ? "(a, b) VALUES ('x', NULL)" : '(id) VALUES (NULL)';
    const accepted = await engine.query(`INSERT INTO t ${columns}`).then(
      () => true,
      () => false,
    );
    const stored =
      accepted && (await engine.query('SELECT count(*) FROM t WHERE id IS NULL').catch(() => [[1n]]))[0]?.[0] === 1n;
    const { findings } = await checkOf('primary-keys-refuse-null', '0001', [[`${sql};`, 'DROP TABLE t;']]);
    expect(short(findings)).toEqual(stored ? ['warning table t'] : []);
  });

  test('without a primary key it is skipped', async () => {
    expect(await checkOf('primary-keys-refuse-null', '0001', [['CREATE TABLE t (x TEXT);', null]])).toMatchObject({
      status: 'skipped',
      reason: 'no table has a primary key',
    });
  });

  test('it is reported where it first appears', async () => {
    const pairs = [
      ['CREATE TABLE t (id TEXT PRIMARY KEY);', null],
      ['CREATE TABLE u (id INT PRIMARY KEY);', null],
    ] as const;
    expect(short((await checkOf('primary-keys-refuse-null', '0002', pairs)).findings)).toEqual(['warning table u']);
  });
});
