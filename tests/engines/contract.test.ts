import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { BoundStatement, Engine } from '../../harness/model/engine.ts';
import { SqlError } from '../../harness/model/errors.ts';

/** Every engine keeps this contract; an engine joins by adding itself here. */
const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = { 'better-sqlite3': openBetterSqlite3 };

const ON = { foreignKeys: 'on' } as const;

function script(...texts: readonly string[]): readonly BoundStatement[] {
  return texts.map((text) => ({ text }));
}

async function opened(open: () => Promise<Engine>, ...texts: readonly string[]): Promise<Engine> {
  const engine = await open();
  expect(await engine.apply(script(...texts), ON)).toBeNull();
  return engine;
}

describe.each(Object.entries(ENGINES))('%s', (_, open) => {
  test('a script is applied as a whole', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)', "INSERT INTO t VALUES ('x')");
    expect(await engine.query('SELECT a FROM t')).toEqual([['x']]);
  });

  test('a script that fails leaves nothing and names the statement', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a UNIQUE)');
    const failure = await engine.apply(
      script('INSERT INTO t VALUES (1)', 'CREATE TABLE u (b)', 'INSERT INTO t VALUES (1)'),
      ON,
    );
    expect(failure).toMatchObject({ kind: 'sql', statement: 2, code: 'SQLITE_CONSTRAINT_UNIQUE' });
    expect(await engine.query('SELECT count(*) FROM t')).toEqual([[0n]]);
    expect(await engine.query("SELECT name FROM sqlite_schema WHERE name = 'u'")).toEqual([]);
  });

  test.each(['BEGIN', 'COMMIT', 'END', 'ROLLBACK', 'SAVEPOINT s', 'RELEASE s', 'commit  transaction'])(
    '%s inside a script is refused and leaves nothing',
    async (command) => {
      const engine = await open();
      const failure = await engine.apply(script('CREATE TABLE t (a)', command, 'CREATE TABLE u (a)'), ON);
      expect(failure).toMatchObject({ kind: 'transaction', statement: 1 });
      expect(await engine.query('SELECT count(*) FROM sqlite_schema')).toEqual([[0n]]);
    },
  );

  test('a statement that rolls the transaction back by itself is a failure of the script', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a UNIQUE)', 'INSERT INTO t VALUES (1)');
    const failure = await engine.apply(script('CREATE TABLE u (a)', 'INSERT OR ROLLBACK INTO t VALUES (1)'), ON);
    expect(failure).toMatchObject({ kind: 'sql', statement: 1 });
    expect(await engine.query("SELECT name FROM sqlite_schema WHERE name = 'u'")).toEqual([]);
  });

  test('foreign keys are on, and PRAGMA foreign_keys = OFF inside a script does nothing', async () => {
    const engine = await opened(open, 'CREATE TABLE p (id INTEGER PRIMARY KEY)', 'CREATE TABLE c (p REFERENCES p)');
    const failure = await engine.apply(script('PRAGMA foreign_keys = OFF', 'INSERT INTO c VALUES (7)'), ON);
    expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY', statement: 1 });
  });

  test('a deferred violation is found at the commit, which has no statement', async () => {
    const engine = await opened(open, 'CREATE TABLE p (id INTEGER PRIMARY KEY)', 'CREATE TABLE c (p REFERENCES p)');
    const failure = await engine.apply(script('PRAGMA defer_foreign_keys = ON', 'INSERT INTO c VALUES (7)'), ON);
    expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY', statement: null });
    expect(await engine.query('SELECT count(*) FROM c')).toEqual([[0n]]);
  });

  test('what a script leaves on its connection is gone for the next one', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a CHECK (a > 0))', 'PRAGMA ignore_check_constraints = ON');
    await expect(engine.query('INSERT INTO t VALUES (-1)')).rejects.toThrow(SqlError);
  });

  test('a fork is independent in both directions', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)');
    const fork = await engine.fork();
    await fork.query('INSERT INTO t VALUES (1)');
    await engine.query('INSERT INTO t VALUES (2)');
    expect(await fork.query('SELECT a FROM t')).toEqual([[1n]]);
    expect(await engine.query('SELECT a FROM t')).toEqual([[2n]]);
    await engine.close();
    expect(await fork.query('SELECT a FROM t')).toEqual([[1n]]);
  });

  test('explaining a write is no write', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    const fork = await engine.fork();
    await engine.query('EXPLAIN DELETE FROM t');
    await engine.close();
    const [row] = await engine.query("SELECT rootpage FROM sqlite_schema WHERE name = 't'");
    expect(await fork.unchanged(engine, [Number(row?.[0])])).toEqual(new Set([Number(row?.[0])]));
    expect(await (await engine.fork()).query('SELECT a FROM t')).toEqual([[1n]]);
  });

  test('a b-tree that was written to is not unchanged, its neighbour is', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)', 'CREATE TABLE u (a)', 'INSERT INTO u VALUES (1)');
    const roots = (await engine.query('SELECT rootpage FROM sqlite_schema ORDER BY name')).map(([page]) =>
      Number(page),
    );
    const fork = await engine.fork();
    await fork.query('UPDATE u SET a = 2');
    expect(await fork.unchanged(engine, roots)).toEqual(new Set(roots.slice(0, 1)));
  });

  test('values keep their storage class in both directions', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)');
    const values = [null, 9007199254740993n, 1, 'a\u0000b', new Uint8Array([0, 255])];
    for (const value of values) await engine.query('INSERT INTO t VALUES (?)', [value]);
    const rows = await engine.query('SELECT a, typeof(a) FROM t ORDER BY rowid');
    expect(rows.map(([, type]) => type)).toEqual(['null', 'integer', 'real', 'text', 'blob']);
    expect(rows.map(([value]) => (value instanceof Uint8Array ? [...value] : value))).toEqual([
      null,
      9007199254740993n,
      1,
      'a\u0000b',
      [0, 255],
    ]);
  });

  test('the clock stands still', async () => {
    const engine = await opened(
      open,
      'CREATE TABLE t (a, b DEFAULT CURRENT_TIMESTAMP)',
      'INSERT INTO t (a) VALUES (1)',
    );
    expect(await engine.query('SELECT b = CURRENT_TIMESTAMP, b FROM t')).toEqual([[1n, '2026-01-01 00:00:00']]);
  });

  test('a refused query throws with the extended code', async () => {
    const engine = await open();
    await expect(engine.query('SELECT * FROM missing')).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
  });

  test('an interrupted script leaves nothing, whatever the statement', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)');
    const stops = await engine.interrupt(script('DELETE FROM t', 'CREATE TABLE u (b)', 'DROP TABLE t'), ON);
    expect(stops).toEqual([1, 2, 3].map((statements) => ({ statements, left: [] })));
    expect(await engine.query('SELECT a FROM t')).toEqual([[1n]]);
  });

  test('a pragma that outlives the rollback of an interrupted script is named from its statement on', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)');
    const stops = await engine.interrupt(
      script('INSERT INTO t VALUES (1)', 'PRAGMA recursive_triggers = ON', 'INSERT INTO t VALUES (2)'),
      ON,
    );
    expect(stops.map(({ left }) => left)).toEqual([
      [],
      ['pragma recursive_triggers = 1'],
      ['pragma recursive_triggers = 1'],
    ]);
  });
});

describe('foreign keys off', () => {
  test('the pragma is set outside the transaction, and rows without a parent are refused at the end', async () => {
    const engine = await opened(
      openBetterSqlite3,
      'CREATE TABLE p (id INTEGER PRIMARY KEY)',
      'CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)',
      'INSERT INTO p VALUES (1)',
      'INSERT INTO c VALUES (1)',
    );
    const rebuild = script(
      'CREATE TABLE n (id INTEGER PRIMARY KEY)',
      'INSERT INTO n SELECT id FROM p',
      'DROP TABLE p',
      'ALTER TABLE n RENAME TO p',
    );
    expect(await engine.apply(rebuild, { foreignKeys: 'off' })).toBeNull();
    expect(await engine.query('SELECT p FROM c')).toEqual([[1n]]);
    const failure = await engine.apply(script('DELETE FROM p'), { foreignKeys: 'off' });
    expect(failure).toMatchObject({ kind: 'foreign-keys', statement: null });
    expect(await engine.query('SELECT count(*) FROM p')).toEqual([[1n]]);
    expect(await engine.query('PRAGMA foreign_keys')).toEqual([[1n]]);
  });
});
