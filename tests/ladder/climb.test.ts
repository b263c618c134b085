import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { UserError } from '../../harness/model/errors.ts';
import { configOf, type Pair, prove } from '../checks/climbing.ts';

const A: Pair = ['CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);', 'DROP TABLE a;'];
const B: Pair = ['CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id));', 'DROP TABLE b;'];

describe('the climb', () => {
  test('twice the same ladder gives the same report', async () => {
    expect(JSON.stringify(await prove([A, B]))).toBe(JSON.stringify(await prove([A, B])));
  });

  test('another seed meets other rows, and replays them', async () => {
    const lossy: Pair = ['UPDATE a SET x = upper(x);', 'SELECT 1;'];
    const rows = async (seed: number) => (await prove([A, lossy], { seed })).steps[1]?.rows;
    expect(await rows(7)).toEqual(await rows(7));
  });

  test('rows are carried up: a fault at the last step shows on rows of the first', async () => {
    const { steps } = await prove([
      A,
      B,
      ['ALTER TABLE a ADD COLUMN y TEXT;', 'ALTER TABLE a DROP COLUMN y;'],
      ["UPDATE a SET x = 'gone';", 'SELECT 1;'],
    ]);
    expect(steps[3]?.rows.before).toBeGreaterThan(8);
    expect(steps[3]?.status).toBe('failed');
  });

  test('a table that a step wipes is filled again, so that a later fault in it shows', async () => {
    const wipe: Pair = ['DELETE FROM a;', 'SELECT 1;'];
    const { steps } = await prove([A, wipe, ['UPDATE a SET x = upper(x);', 'SELECT 1;']]);
    expect(steps[1]?.rows.after).toBe(0);
    expect(steps[2]?.rows.before).toBeGreaterThan(0);
    expect(steps[2]?.status).toBe('failed');
  });

  test('it goes on after a rollback that fails, from what the migration made', async () => {
    const { steps } = await prove([[A[0], 'DROP TABLE z;'], B]);
    expect(steps.map(({ status, rollbackVerdict }) => [status, rollbackVerdict])).toEqual([
      ['failed', 'fails'],
      ['passed', 'exact'],
    ]);
  });

  test('it goes on over a step that cannot be run; what depends on it is not run, the rest is proven', async () => {
    const { steps } = await prove([
      A,
      ['CREATE TABEL c (x);', 'DROP TABLE c;'],
      ['ALTER TABLE c ADD COLUMN y;', 'SELECT 1;'],
      B,
    ]);
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'not-run', 'passed']);
    expect(steps[2]?.checks.every(({ findings }) => findings.length === 0)).toBe(true);
  });

  test('a script that is no SQL is at fault itself, whatever failed before it', async () => {
    const { steps } = await prove([
      ['CREATE TABEL a (x);', null],
      ['SELEC 1;', null],
    ]);
    expect(steps.map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  test('a script that runs on an empty database only is climbed with new rows', async () => {
    const { steps } = await prove([
      A,
      ['ALTER TABLE a ADD COLUMN y INTEGER NOT NULL;', 'ALTER TABLE a DROP COLUMN y;'],
      B,
    ]);
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'passed']);
    expect(steps[2]?.rows.before).toBeGreaterThan(0);
  });

  test('from and to choose what is proven; what comes before is applied', async () => {
    const { steps } = await prove([A, B, ['CREATE INDEX b_a ON b (a);', 'DROP INDEX b_a;']], {
      from: '0002',
      to: '0002',
    });
    expect(steps.map(({ id }) => id)).toEqual(['0002']);
    await expect(prove([A], { from: '0009' })).rejects.toThrow('there is no step 0009');
    await expect(prove([A, B], { from: '0002', to: '0001' })).rejects.toThrow(UserError);
  });

  test.each(["ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'", "SELECT load_extension('x')", 'PRAGMA writable_schema = ON'])(
    '%s is refused before anything runs',
    async (sql) => {
      let opened = 0;
      const open = async () => {
        opened += 1;
        return openBetterSqlite3();
      };
      await expect(prove([A, [`${sql};`, null]], { open })).rejects.toMatchObject({
        code: 'sql-refused',
        detail: { location: { file: 'migrations/0002.sql', line: 1 } },
      });
      expect(opened).toBe(0);
    },
  );

  test('a rollback without a migration belongs to no step', async () => {
    const { findings } = await prove([A], { orphans: ['rollbacks/0007_x.sql'] });
    expect(findings).toMatchObject([
      { check: 'rollback-exists', severity: 'error', message: 'rollbacks/0007_x.sql belongs to no migration' },
    ]);
  });

  test('a seed file is run after its step, and one that does not run is an error', async () => {
    const seeded = await prove([A, B], {
      config: configOf({ seeds: { '0001': "INSERT INTO a VALUES (9001, 'seed');" } }),
    });
    expect(seeded.steps[1]?.rows.before).toBe(9);
    await expect(
      prove([A], { config: configOf({ seeds: { '0001': 'INSERT INTO nowhere VALUES (1);' } }) }),
    ).rejects.toThrow('seeds/0001.sql does not run');
  });

  test('the configuration decides how severe a check is, or leaves it out', async () => {
    const key: Pair = ['CREATE TABLE k (id TEXT PRIMARY KEY);', 'DROP TABLE k;'];
    const severity = async (word: 'error' | 'note' | 'off') => {
      const { steps } = await prove([key], { config: configOf({ severity: { 'primary-keys-refuse-null': word } }) });
      return steps[0]?.checks.find(({ id }) => id === 'primary-keys-refuse-null')?.findings[0]?.severity;
    };
    expect([await severity('error'), await severity('note'), await severity('off')]).toEqual([
      'error',
      'note',
      undefined,
    ]);
  });
});
