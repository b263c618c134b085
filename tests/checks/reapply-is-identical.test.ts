import { describe, expect, test } from 'vitest';
import { checkOf, type Pair, short } from './climbing.ts';

const said = async (pair: Pair) =>
  checkOf('reapply-is-identical', '0002', [
    ['CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);', 'DROP TABLE t;'],
    pair,
  ]);

describe('reapply-is-identical', () => {
  test('the same a second time passes', async () => {
    expect(await said(['ALTER TABLE t ADD COLUMN y TEXT;', 'ALTER TABLE t DROP COLUMN y;'])).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('a schema in other words, which the rollback has left, passes', async () => {
    const rebuild =
      'CREATE TABLE u (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO u SELECT id, x FROM t; DROP TABLE t; ALTER TABLE u RENAME TO t;';
    // ALTER TABLE puts the new name in quotes, so that the column is added to another text the second time.
    expect(await said(['ALTER TABLE t ADD COLUMN y TEXT;', rebuild])).toMatchObject({ status: 'passed', findings: [] });
  });

  test('random values are a warning', async () => {
    const { status, findings } = await said([
      'ALTER TABLE t ADD COLUMN token TEXT; UPDATE t SET token = hex(randomblob(8));',
      'ALTER TABLE t DROP COLUMN token;',
    ]);
    expect(status).toBe('passed');
    expect(short(findings)).toEqual(['warning column t.token']);
  });

  test('a clock that is frozen makes no false alarm', async () => {
    expect(
      (
        await said([
          'ALTER TABLE t ADD COLUMN at TEXT; UPDATE t SET at = CURRENT_TIMESTAMP;',
          'ALTER TABLE t DROP COLUMN at;',
        ])
      ).findings,
    ).toEqual([]);
  });

  test('something left behind that the migration trips over is found by the schema first', async () => {
    const report = await said(['CREATE TABLE u (a); CREATE INDEX u_a ON u (a);', 'DROP INDEX u_a;']);
    expect(report).toMatchObject({ status: 'skipped', reason: expect.stringContaining('did not restore') });
  });

  test('a second run that trips over what the rollback left is an error', async () => {
    const tables: Pair = [
      'CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT); CREATE TABLE entry (ticket INTEGER REFERENCES ticket (id));',
      'DROP TABLE entry; DROP TABLE ticket;',
    ];
    const seeds: Pair = [
      "INSERT INTO ticket (x) VALUES ('first'); INSERT INTO entry VALUES (1);",
      'DELETE FROM entry; DELETE FROM ticket;',
    ];
    const { findings } = await checkOf('reapply-is-identical', '0002', [tables, seeds], { rows: 0 });
    expect(findings).toMatchObject([
      { severity: 'error', message: 'the migration does not apply a second time: FOREIGN KEY constraint failed' },
    ]);
  });

  test('without a rollback it is skipped', async () => {
    expect(await said(['ALTER TABLE t ADD COLUMN y TEXT;', null])).toMatchObject({
      status: 'skipped',
      reason: 'there is no rollback to run',
    });
  });
});
