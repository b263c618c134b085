import { spawnSync } from 'node:child_process';
import { chmodSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { type GuardedOptions, runGuarded } from '../../../harness/engines/guarded/runGuarded.ts';
import type { GuardedRun } from '../../../harness/model/operation.ts';
import { contentsOf, folderForTest, makeDatabase } from '../../operations/database.ts';

const OPTIONS: GuardedOptions = {
  busyTimeoutMs: 50,
  functions: {},
  now: () => performance.now(),
  onStatement: () => {},
};

/** A run of these statements that leaves a row in `done`. */
function runOf(...texts: readonly string[]): GuardedRun<string> {
  return {
    statements: texts.map((text) => ({ text })),
    outside: false,
    foreignKeys: 'on',
    admit: async () => async () => 'seen',
    record: () => [{ text: 'INSERT INTO done VALUES (1)' }],
  };
}

const SCHEMA = `CREATE TABLE done (n);
  CREATE TABLE parent (id INTEGER PRIMARY KEY);
  CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED, name TEXT UNIQUE);
  INSERT INTO parent VALUES (1);
  INSERT INTO child VALUES (1, 'one');`;

function database(sql = SCHEMA, journal: 'delete' | 'wal' = 'delete'): string {
  return makeDatabase(join(folderForTest(), 'app.db'), sql, journal);
}

describe('a guarded run', () => {
  test('commits the script and what is written down of it together', async () => {
    const path = database();
    const outcome = await runGuarded(path, runOf('CREATE TABLE t (a)', 'INSERT INTO t VALUES (7)'), OPTIONS);
    expect(outcome).toMatchObject({ kind: 'committed', seen: 'seen' });
    expect(contentsOf(path).rows).toMatchObject({ t: [[7]], done: [[1]] });
  });

  test('leaves everything as it is where it is not admitted', async () => {
    const path = database();
    const before = contentsOf(path);
    expect(await runGuarded(path, { ...runOf('DROP TABLE child'), admit: async () => null }, OPTIONS)).toEqual({
      kind: 'not-needed',
    });
    expect(contentsOf(path)).toEqual(before);
  });

  test('has the lock before it asks whether it is admitted', async () => {
    const path = database();
    const other = new Database(path, { timeout: 0 });
    const run = {
      ...runOf('CREATE TABLE t (a)'),
      admit: async () => {
        expect(() => other.exec('INSERT INTO done VALUES (2)')).toThrow('locked');
        return async () => 'seen';
      },
    };
    expect(await runGuarded(path, run, OPTIONS)).toMatchObject({ kind: 'committed' });
    other.close();
  });

  test('fetches every row of a statement that answers with rows', async () => {
    const path = database();
    await runGuarded(path, runOf('INSERT INTO parent VALUES (2), (3), (4) RETURNING id'), OPTIONS);
    expect(contentsOf(path).rows['parent']).toHaveLength(4);
  });

  test.each([
    ['a statement that fails', ['CREATE TABLE t (a)', "INSERT INTO child VALUES (1, 'one')"], 'sql-failed', 1],
    ['a statement with a parameter', ['INSERT INTO parent VALUES (?)'], 'sql-failed', 0],
    ['BEGIN', ['CREATE TABLE t (a)', 'BEGIN'], 'sql-failed', 1],
    ['a conflict that rolls back', ["INSERT OR ROLLBACK INTO child VALUES (1, 'one')"], 'sql-failed', 0],
    ['a deferred foreign key', ["INSERT INTO child VALUES (9, 'nine')"], 'commit-failed', null],
    ['a pragma that stays changed', ['CREATE TABLE t (a)', 'PRAGMA recursive_triggers = ON'], 'pragma-leak', null],
    ['case_sensitive_like, which cannot be asked for', ['PRAGMA case_sensitive_like = ON'], 'pragma-leak', null],
    ['ROLLBACK and BEGIN', ['CREATE TABLE t (a)', 'ROLLBACK', 'BEGIN'], 'transaction-escaped', 1],
    [
      'a savepoint that is left open',
      ['SAVEPOINT s', 'CREATE TABLE t (a)', 'ROLLBACK TO s', 'RELEASE t'],
      'sql-failed',
      3,
    ],
  ])('%s fails as itself, and nothing of the script stays', async (_, texts, code, statement) => {
    const path = database();
    const before = contentsOf(path);
    const outcome = await runGuarded(path, runOf(...texts), OPTIONS);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code, statement } });
    expect(contentsOf(path)).toEqual(before);
  });

  test.each([
    ['COMMIT', ['CREATE TABLE t (a)', 'COMMIT', 'CREATE TABLE u (a)'], 1],
    ['COMMIT and BEGIN', ['CREATE TABLE t (a)', 'COMMIT', 'BEGIN IMMEDIATE', 'CREATE TABLE u (a)'], 1],
  ])('%s is noticed before the next statement runs, and nothing is written down', async (_, texts, statement) => {
    const path = database();
    const outcome = await runGuarded(path, runOf(...texts), OPTIONS);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'transaction-escaped', statement } });
    const { rows } = contentsOf(path);
    expect(rows['done']).toEqual([]);
    expect(rows).not.toHaveProperty('u');
  });

  test('what a trigger rolls back is taken back once, and reported by its own words', async () => {
    const path = database(
      `${SCHEMA} CREATE TRIGGER no BEFORE DELETE ON child BEGIN SELECT RAISE(ROLLBACK, 'keep them'); END;`,
    );
    const outcome = await runGuarded(path, runOf('CREATE TABLE t (a)', 'DELETE FROM child'), OPTIONS);
    expect(outcome).toMatchObject({ failure: { code: 'sql-failed', statement: 1 } });
    expect(JSON.stringify(outcome)).toContain('keep them');
    expect(contentsOf(path).rows).not.toHaveProperty('t');
  });

  test('what a judge refuses is taken back', async () => {
    const path = database();
    const before = contentsOf(path);
    const run = { ...runOf('DROP TABLE child'), admit: async () => async () => Promise.reject(new Error('no')) };
    await expect(runGuarded(path, run, OPTIONS)).rejects.toThrow('no');
    expect(contentsOf(path)).toEqual(before);
  });

  test('a statement that cannot run in a transaction runs before it', async () => {
    const path = database();
    expect(await runGuarded(path, { ...runOf('VACUUM'), outside: true }, OPTIONS)).toMatchObject({ kind: 'committed' });
    expect(contentsOf(path).rows['done']).toEqual([[1]]);
  });

  test('has the functions of the application, also in what the schema calls', async () => {
    const path = makeDatabase(join(folderForTest(), 'app.db'), 'CREATE TABLE done (n)');
    const functions = { shout: (text: unknown) => String(text).toUpperCase() };
    const run = runOf('CREATE TABLE t (a CHECK (shout(a) = a))', "INSERT INTO t VALUES (shout('hey'))");
    expect(await runGuarded(path, run, { ...OPTIONS, functions })).toMatchObject({ kind: 'committed' });
    expect(await runGuarded(path, runOf("INSERT INTO t VALUES ('low')"), { ...OPTIONS, functions })).toMatchObject({
      failure: { code: 'sql-failed', statement: 0 },
    });
  });

  test('foreign keys are off for a script that asks for it', async () => {
    const path = database(SCHEMA.replace('DEFERRABLE INITIALLY DEFERRED', 'ON DELETE CASCADE'));
    await runGuarded(path, { ...runOf('DELETE FROM parent'), foreignKeys: 'off' }, OPTIONS);
    expect(contentsOf(path).rows['child']).toHaveLength(1);
  });
});

describe('a database that', () => {
  test('somebody else is writing to is waited for, and then refused', async () => {
    const path = database();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(runGuarded(path, runOf('CREATE TABLE t (a)'), OPTIONS)).rejects.toMatchObject({
      code: 'database-busy',
    });
    other.exec('COMMIT');
    expect(await runGuarded(path, runOf('CREATE TABLE t (a)'), OPTIONS)).toMatchObject({ kind: 'committed' });
    other.close();
  });

  test('somebody else is reading cannot be committed to, and is as before', async () => {
    const path = database();
    const other = new Database(path);
    other.exec('BEGIN; SELECT * FROM child');
    other.prepare('SELECT * FROM child').all();
    await expect(runGuarded(path, runOf('CREATE TABLE t (a)'), OPTIONS)).rejects.toMatchObject({
      code: 'database-busy',
    });
    other.exec('COMMIT');
    other.close();
    expect(contentsOf(path).rows).not.toHaveProperty('t');
  });

  test('is read in WAL mode meanwhile is no obstacle', async () => {
    const path = database(SCHEMA, 'wal');
    const other = new Database(path);
    other.exec('BEGIN');
    other.prepare('SELECT * FROM child').all();
    expect(await runGuarded(path, runOf('CREATE TABLE t (a)'), OPTIONS)).toMatchObject({ kind: 'committed' });
    other.close();
  });

  test('is moved away while it is open is refused', async () => {
    const path = database();
    const run = {
      ...runOf('CREATE TABLE t (a)'),
      admit: async () => {
        renameSync(path, `${path}.moved`);
        return async () => 'seen';
      },
    };
    await expect(runGuarded(path, run, OPTIONS)).rejects.toMatchObject({ code: 'database-moved' });
  });

  test.each([1, 2, 3, 5, 8, 13, 21, 34])('has room for %i more pages is full, or holds all of it', async (more) => {
    const path = database();
    const before = contentsOf(path);
    const pages = Number(new Database(path).pragma('page_count', { simple: true }));
    const fill =
      'INSERT INTO t SELECT randomblob(900) FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 60) SELECT n FROM c)';
    const run = runOf(
      `PRAGMA max_page_count = ${pages + more}`,
      'CREATE TABLE t (a)',
      fill,
      'PRAGMA max_page_count = 4294967294',
    );
    const outcome = await runGuarded(path, run, OPTIONS).catch((error: unknown) => error);
    if (more < 21) {
      expect(outcome).toMatchObject({ code: 'disk-full' });
      expect(contentsOf(path)).toEqual(before);
    } else {
      expect(outcome).toMatchObject({ kind: 'committed' });
      expect(contentsOf(path).rows['t']).toHaveLength(60);
    }
  });

  test.runIf(process.platform === 'linux')('may not grow is as before', () => {
    const path = database();
    const before = contentsOf(path);
    const script = `
      const { runGuarded } = await import(${JSON.stringify(join(import.meta.dirname, '../../../harness/engines/guarded/runGuarded.ts'))});
      const fill = 'INSERT INTO t SELECT randomblob(90000) FROM (VALUES (1), (2), (3))';
      const run = { statements: [{ text: 'CREATE TABLE t (a)' }, { text: fill }], outside: false, foreignKeys: 'on',
        admit: async () => async () => 0, record: () => [] };
      const options = { busyTimeoutMs: 50, functions: {}, now: () => performance.now(), onStatement() {} };
      console.log(await runGuarded(process.argv[1], run, options).catch((error) => error.code));`;
    const limited = ['-c', 'ulimit -f 100; exec "$0" --input-type=module -e "$1" "$2"', process.execPath, script, path];
    const { stdout } = spawnSync('bash', limited, { encoding: 'utf8' });
    expect(['io-error', 'disk-full']).toContain(stdout.trim());
    expect(contentsOf(path)).toEqual(before);
  });

  test.runIf(process.getuid?.() === 0)('may not be written to is refused', () => {
    const path = database();
    chmodSync(path, 0o444);
    chmodSync(join(path, '..'), 0o755);
    const script = `
      const { runGuarded } = await import(${JSON.stringify(join(import.meta.dirname, '../../../harness/engines/guarded/runGuarded.ts'))});
      process.setgid(65534);
      process.setuid(65534);
      const run = { statements: [], outside: false, foreignKeys: 'on', admit: async () => async () => 0,
        record: () => [{ text: 'INSERT INTO done VALUES (1)' }] };
      const options = { busyTimeoutMs: 50, functions: {}, now: () => performance.now(), onStatement() {} };
      console.log(await runGuarded(process.argv[1], run, options).catch((error) => error.code));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, path], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('database-readonly');
  });
});
