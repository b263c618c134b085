import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BetterSqlite3Options } from '../../harness/engines/betterSqlite3.ts';
import { openWorkingCopy } from '../../harness/engines/workingCopy.ts';
import { SqlError } from '../../harness/model/errors.ts';
import type { WorkingCopy } from '../../harness/model/realDatabase.ts';

async function copyOf(sql: string, options: BetterSqlite3Options = {}): Promise<WorkingCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-copy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'copy.sqlite');
  const db = new Database(path);
  db.exec(sql);
  db.close();
  const copy = await openWorkingCopy(path, options);
  onTestFinished(() => copy.close());
  return copy;
}

function run(copy: WorkingCopy, ...statements: readonly string[]) {
  return copy.apply(
    statements.map((text) => ({ text })),
    { foreignKeys: 'on' },
  );
}

const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)';
const FILLED = `
  CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT);
  CREATE TABLE b(id INTEGER PRIMARY KEY, x TEXT);
  CREATE TABLE w(k TEXT PRIMARY KEY, x) WITHOUT ROWID;
  CREATE TABLE long(x);
  INSERT INTO a ${NUMBERS} SELECT i, 'a' || i FROM n;
  INSERT INTO b ${NUMBERS} SELECT i, 'b' || i FROM n;
  INSERT INTO w ${NUMBERS} SELECT 'k' || i, i FROM n;
  INSERT INTO long VALUES (zeroblob(50000));`;

/** The names of the tables that nothing was written to. */
async function unchanged(copy: WorkingCopy): Promise<readonly string[]> {
  const roots = await copy.query('SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0 ORDER BY name');
  const same = await copy.unchanged(roots.map(([, page]) => Number(page)));
  return roots.filter(([, page]) => same.has(Number(page))).map(([name]) => String(name));
}

describe('a script on a working copy', () => {
  test('runs, and says what it cost', async () => {
    const copy = await copyOf(
      'CREATE TABLE t(id INTEGER PRIMARY KEY, x); CREATE TABLE log(x); CREATE TRIGGER r AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.x); END; INSERT INTO t VALUES (1, 1), (2, 2)',
    );
    const cost = await run(copy, 'CREATE TABLE u(x)', 'DELETE FROM t', 'INSERT INTO u VALUES (zeroblob(9000))');
    expect(cost.failure).toBeNull();
    expect(cost.rowsWritten).toBe(5);
    expect(cost.bytesAfter - cost.bytesBefore).toBe(3 * 4096);
    expect(cost.milliseconds).toBeGreaterThanOrEqual(cost.writeLockMs);
    expect(await copy.query('SELECT x FROM log ORDER BY x')).toEqual([[1n], [2n]]);
  });

  test('leaves nothing behind when it fails', async () => {
    const copy = await copyOf('CREATE TABLE t(x UNIQUE); INSERT INTO t VALUES (1)');
    const { failure } = await run(copy, 'INSERT INTO t VALUES (2)', 'INSERT INTO t VALUES (1)');
    expect(failure).toMatchObject({ kind: 'sql', statement: 1, code: 'SQLITE_CONSTRAINT_UNIQUE' });
    expect(await copy.query('SELECT x FROM t')).toEqual([[1n]]);
    expect(await copy.writtenPages()).toEqual(new Set());
  });

  test('leaves no pragma behind for the next one', async () => {
    const copy = await copyOf('CREATE TABLE t(x CHECK (x > 0))');
    await run(copy, 'PRAGMA ignore_check_constraints = ON');
    expect((await run(copy, 'INSERT INTO t VALUES (-1)')).failure?.code).toBe('SQLITE_CONSTRAINT_CHECK');
  });

  test.each(['INSERT INTO t VALUES (?)', 'INSERT INTO t VALUES (:x)'])(
    'fails where it has a parameter, for which nobody has a value: %s',
    async (sql) => {
      const copy = await copyOf('CREATE TABLE t(x)');
      expect((await run(copy, sql)).failure).toMatchObject({ kind: 'sql', code: 'SQLITE_MISUSE' });
      expect(await copy.query('SELECT count(*) FROM t')).toEqual([[0n]]);
    },
  );

  test('knows nothing of what was run before it', async () => {
    const copy = await copyOf('CREATE TABLE t(id INTEGER PRIMARY KEY, x); CREATE TABLE log(x)');
    await run(copy, "INSERT INTO t VALUES (41, 'a')");
    await run(copy, 'INSERT INTO log VALUES (last_insert_rowid()), (changes())');
    expect(await copy.query('SELECT x FROM log')).toEqual([[0n], [0n]]);
    await run(copy, 'CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (total_changes()); END');
    await run(copy, "INSERT INTO t VALUES (42, 'b')");
    expect(await copy.query('SELECT max(x) FROM log')).toEqual([[0n]]);
  });

  test.each(['CREATE TEMP TABLE t(x)', 'CREATE TABLE temp.t(x)', 'CREATE TABLE IF NOT EXISTS "temp" . t(x)'])(
    'leaves no temporary object behind: %s',
    async (sql) => {
      const copy = await copyOf('CREATE TABLE u(x)');
      await run(copy, sql, 'INSERT INTO t VALUES (1)');
      expect((await run(copy, 'INSERT INTO t VALUES (1)')).failure?.message).toBe('no such table: t');
    },
  );

  test('does not meet what a question left behind', async () => {
    const copy = await copyOf('CREATE TABLE t(x CHECK (x > 0))');
    await copy.query('PRAGMA ignore_check_constraints = ON');
    expect((await run(copy, 'INSERT INTO t VALUES (-1)')).failure?.code).toBe('SQLITE_CONSTRAINT_CHECK');
    await copy.revert();
    await run(copy, 'INSERT INTO t VALUES (1)');
    expect(await copy.query('SELECT x FROM t')).toEqual([[1n]]);
  });

  test('does not find in the pristine database what the copy lacks', async () => {
    const copy = await copyOf('CREATE TABLE t(x); CREATE TABLE u(x)');
    await run(copy, 'DROP TABLE u');
    await copy.attachPristine();
    expect((await run(copy, 'INSERT INTO u VALUES (1)')).failure?.message).toBe('no such table: u');
  });

  test('runs without foreign keys where that is asked for', async () => {
    const copy = await copyOf(
      'CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p ON DELETE CASCADE); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)',
    );
    const rebuild = ['DELETE FROM p', 'INSERT INTO p VALUES (1)'].map((text) => ({ text }));
    expect((await copy.apply(rebuild, { foreignKeys: 'off' })).failure).toBeNull();
    expect(await copy.query('SELECT count(*) FROM c')).toEqual([[1n]]);
    const orphan = await copy.apply([{ text: 'DELETE FROM p' }], { foreignKeys: 'off' });
    expect(orphan.failure?.kind).toBe('foreign-keys');
  });

  test('is announced statement by statement, and can be refused', async () => {
    const seen: string[] = [];
    const begin = (sql: string): void => {
      seen.push(sql);
      if (sql.startsWith('DELETE')) throw new SqlError('SQLITE_INTERRUPT', 'it took too long');
    };
    const copy = await copyOf('CREATE TABLE t(x)', { watch: { begin } });
    expect((await run(copy, 'INSERT INTO t VALUES (1)', 'DELETE FROM t')).failure?.kind).toBe('timeout');
    expect(seen).toEqual(['INSERT INTO t VALUES (1)', 'DELETE FROM t']);
  });

  test("has the application's functions and a clock that stands, also in what the schema computes", async () => {
    const copy = await copyOf('CREATE TABLE t(x, at DEFAULT CURRENT_TIMESTAMP)', {
      functions: { twice: (x) => `${x}${x}` },
    });
    await run(
      copy,
      'CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET x = twice(x); END',
      "INSERT INTO t(x) VALUES ('a')",
    );
    expect(await copy.query('SELECT * FROM t')).toEqual([['aa', '2026-01-01 00:00:00']]);
  });
});

describe('the pristine database', () => {
  const HOSTILE = [
    'PRAGMA wal_autocheckpoint = 1',
    'PRAGMA wal_checkpoint(TRUNCATE)',
    'PRAGMA wal_checkpoint(RESTART)',
    'PRAGMA journal_mode = DELETE',
    'PRAGMA journal_mode = OFF',
    'PRAGMA page_size = 512',
    'PRAGMA auto_vacuum = FULL',
    'PRAGMA secure_delete = ON',
    'VACUUM',
    "UPDATE a SET x = 'other'",
    'DROP TABLE b',
    'PRAGMA incremental_vacuum',
    'PRAGMA optimize',
  ];

  test('stays byte for byte what it was, whatever is run in a script or alone', async () => {
    const copy = await copyOf(FILLED);
    const before = readFileSync(copy.path);
    for (const sql of HOSTILE) {
      await run(copy, sql);
      await copy.query(sql).catch((error: unknown) => expect(error).toBeInstanceOf(SqlError));
    }
    expect(readFileSync(copy.path).equals(before)).toBe(true);
    expect(await copy.pristine.query('SELECT count(*), min(x) FROM a')).toEqual([[500n, 'a1']]);
    await copy.attachPristine();
    expect(await copy.query('SELECT count(*) FROM pristine.b JOIN main.a USING (id)')).toEqual([[500n]]);
  });

  test('is read only', async () => {
    const copy = await copyOf(FILLED);
    await expect(copy.pristine.query('DELETE FROM a')).rejects.toThrow('readonly');
  });

  test('is one file more while it is attached', async () => {
    const copy = await copyOf(FILLED);
    await copy.attachPristine();
    expect(await copy.query('SELECT count(*) FROM pristine.a')).toEqual([[500n]]);
    expect(readdirSync(dirname(copy.path)).sort()).toEqual(
      ['', '-shm', '-wal', '.pristine'].map((ending) => `copy.sqlite${ending}`),
    );
  });

  test('is what the copy is now after it settles', async () => {
    const copy = await copyOf(FILLED);
    await copy.attachPristine();
    await run(copy, 'DELETE FROM a WHERE id > 3');
    await copy.attachPristine();
    expect(await copy.query('SELECT count(*) FROM pristine.a')).toEqual([[500n]]);
    await copy.settle();
    expect(await copy.writtenPages()).toEqual(new Set());
    expect(await copy.pristine.query('SELECT count(*) FROM a')).toEqual([[3n]]);
    await copy.attachPristine();
    expect(await copy.query('SELECT count(*) FROM pristine.a')).toEqual([[3n]]);
  });

  test('is there again after the copy goes back to it', async () => {
    const copy = await copyOf(FILLED);
    await copy.attachPristine();
    await run(copy, 'DELETE FROM a', 'CREATE TABLE new(x)');
    await copy.revert();
    expect(await copy.query('SELECT count(*) FROM a')).toEqual([[500n]]);
    expect(await copy.query("SELECT 1 FROM sqlite_schema WHERE name = 'new'")).toEqual([]);
    expect(await copy.writtenPages()).toEqual(new Set());
    await run(copy, "UPDATE a SET x = 'other' WHERE id = 1");
    await copy.attachPristine();
    expect(await copy.query('SELECT p.x, m.x FROM pristine.a p JOIN a m USING (id) WHERE id = 1')).toEqual([
      ['a1', 'other'],
    ]);
    expect(await unchanged(copy)).not.toContain('a');
  });

  test('leaves nothing when the copy is closed', async () => {
    const copy = await copyOf(FILLED);
    await copy.attachPristine();
    await run(copy, 'DELETE FROM a');
    await copy.close();
    expect(readdirSync(dirname(copy.path))).toEqual([]);
  });
});

describe('the pages that were written', () => {
  test('are those of the tables and indexes that a script changed', async () => {
    const copy = await copyOf(FILLED);
    const pagesOf = async (name: string) =>
      (await copy.query('SELECT pageno FROM dbstat WHERE name = ?', [name])).map(([page]) => Number(page));
    await run(copy, "UPDATE a SET x = 'b1' WHERE id = 1");
    const written = (await copy.writtenPages()) ?? new Set();
    expect([...written].filter((page) => page > 1)).toHaveLength(1);
    expect((await pagesOf('a')).some((page) => written.has(page))).toBe(true);
    await run(copy, 'CREATE INDEX i ON b(x)');
    const more = (await copy.writtenPages()) ?? new Set();
    for (const page of await pagesOf('i')) expect(more.has(page)).toBe(true);
    expect((await pagesOf('b')).some((page) => more.has(page))).toBe(false);
  });

  test('are none of a transaction that was rolled back, though it had to write before its end', async () => {
    const copy = await copyOf(FILLED);
    await run(copy, 'INSERT INTO long VALUES (1)');
    const before = await copy.writtenPages();
    const { failure } = await run(
      copy,
      'PRAGMA cache_size = 5',
      `INSERT INTO long ${NUMBERS} SELECT zeroblob(9000) FROM n`,
      'SELECT * FROM missing',
    );
    expect(failure?.statement).toBe(2);
    expect(readFileSync(`${copy.path}-wal`).length).toBeGreaterThan(1_000_000);
    expect(await copy.writtenPages()).toEqual(before);
  });

  test('cannot be told when somebody wrote to the main file', async () => {
    const copy = await copyOf(FILLED);
    await run(copy, 'DELETE FROM a');
    appendFileSync(copy.path, 'x');
    expect(await copy.writtenPages()).toBeNull();
    expect(await unchanged(copy)).toEqual([]);
    await expect(copy.attachPristine()).rejects.toThrow('was written to');
    await expect(copy.revert()).rejects.toThrow('was written to');
  });

  test('cannot be told when the log is not the one of the copy', async () => {
    const copy = await copyOf(FILLED);
    await run(copy, 'DELETE FROM a');
    const log = openSync(`${copy.path}-wal`, 'r+');
    writeSync(log, Buffer.from([1, 2, 3, 4]), 0, 4, 32 + 8);
    closeSync(log);
    expect(await copy.writtenPages()).toBeNull();
    expect(await unchanged(copy)).toEqual([]);
  });
});

describe('a tree', () => {
  test.each([
    ['nothing', 'SELECT 1', ['a', 'b', 'long', 'w']],
    ['a pragma that changes the header', 'PRAGMA user_version = 7', ['a', 'b', 'long', 'w']],
    ['a row', "UPDATE b SET x = 'c' WHERE id = 400", ['a', 'long', 'w']],
    ['a row without rowid', "UPDATE w SET x = 'c' WHERE k = 'k7'", ['a', 'b', 'long']],
    ['the last byte of a long value', "UPDATE long SET x = CAST(zeroblob(49999) || 'x' AS BLOB)", ['a', 'b', 'w']],
    ['an index', 'CREATE INDEX i ON a(x)', ['a', 'b', 'long', 'w']],
    ['a table more', 'CREATE TABLE c(x)', ['a', 'b', 'long', 'w']],
    ['a table less', 'DROP TABLE b', ['a', 'long', 'w']],
    ['all rows of a table', 'DELETE FROM a', ['b', 'long', 'w']],
    ['a new name', 'ALTER TABLE b RENAME TO bb', ['a', 'bb', 'long', 'w']],
  ])('is known to be the same or not after a script that changes %s', async (_, sql, same) => {
    const copy = await copyOf(FILLED);
    await run(copy, sql);
    expect(await unchanged(copy)).toEqual(same);
  });

  test('is the same when an index was made of free pages and dropped again', async () => {
    const copy = await copyOf(
      `${FILLED} CREATE TABLE gone(x); INSERT INTO gone ${NUMBERS} SELECT zeroblob(900) FROM n; DROP TABLE gone`,
    );
    await run(copy, 'CREATE INDEX i ON a(x, id)');
    await run(copy, 'DROP INDEX i');
    expect(await unchanged(copy)).toEqual(['a', 'b', 'long', 'w']);
  });

  test('that is not there is not the same', async () => {
    const copy = await copyOf(FILLED);
    expect(await copy.unchanged([0, -1, 3.5, 99_999])).toEqual(new Set());
  });
});
