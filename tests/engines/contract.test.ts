import { afterAll, describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import type { BoundStatement, Engine } from '../../harness/model/engine.ts';
import { SqlError } from '../../harness/model/errors.ts';

const d1 = startD1({ now: Date.now });
afterAll(() => d1.stop());

/** Every engine keeps this contract; an engine joins by adding itself here. */
const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = { 'better-sqlite3': openBetterSqlite3, d1: d1.open };

const ON = { foreignKeys: 'on' } as const;

function script(...texts: readonly string[]): readonly BoundStatement[] {
  return texts.map((text) => ({ text }));
}

/** `toEqual` takes -0 for 0, and a Buffer for no Uint8Array. */
function comparable(value: unknown): string {
  if (value instanceof Uint8Array) return `blob ${Buffer.from(value).toString('hex')}`;
  return `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`;
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
    expect(await engine.query('SELECT a FROM t')).toEqual([[1n]]);
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

  const VALUES = [
    null,
    0n,
    -1n,
    9007199254740993n,
    -9223372036854775808n,
    1,
    -0,
    0.1,
    1e300,
    'a\u0000b',
    "it's",
    '',
    '1',
    new Uint8Array([0, 255]),
    new Uint8Array(),
  ];

  test('values keep their storage class in both directions', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a)');
    for (const value of VALUES) await engine.query('INSERT INTO t VALUES (?)', [value]);
    const rows = await engine.query('SELECT a FROM t ORDER BY rowid');
    expect(rows.map(([value]) => comparable(value))).toEqual(VALUES.map(comparable));
    expect(await engine.query('SELECT DISTINCT typeof(a) FROM t ORDER BY rowid')).toEqual(
      ['null', 'integer', 'real', 'text', 'blob'].map((type) => [type]),
    );
  });

  test('values keep their storage class through RETURNING, and in what is undone', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a, "b c")');
    const insert = 'INSERT INTO t VALUES (?, ?) RETURNING a, "b c"';
    for (const value of VALUES) {
      const rows = [...(await engine.query(insert, [value, 7n]))];
      const [attempt] = await engine.attempt([[{ text: insert, values: [value, 7n] }]]);
      rows.push(...(attempt?.rows ?? []));
      expect(rows.map((row) => row.map(comparable))).toEqual(Array(2).fill([comparable(value), comparable(7n)]));
    }
  });

  test('the rows of a query stay in their order', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a, b)', "INSERT INTO t VALUES (1, 'x'), (3, 'y'), (2, 'z')");
    expect(await engine.query('SELECT b, a FROM t ORDER BY a DESC -- last')).toEqual([
      ['y', 3n],
      ['z', 2n],
      ['x', 1n],
    ]);
    expect(await engine.query('WITH r (a) AS (VALUES (2), (1)) SELECT a FROM r ORDER BY a LIMIT 1')).toEqual([[1n]]);
  });

  test('what the clock writes is read as one moment that stands still', async () => {
    const engine = await opened(
      open,
      'CREATE TABLE t (a, b DEFAULT CURRENT_TIMESTAMP, c DEFAULT CURRENT_DATE, d DEFAULT CURRENT_TIME)',
      "INSERT INTO t (a) VALUES ('2020-02-02 02:02:02')",
    );
    const frozen = ['2026-01-01 00:00:00', '2026-01-01', '00:00:00'];
    expect(await engine.query('SELECT b, c, d, CURRENT_TIMESTAMP, a FROM t')).toEqual([
      [...frozen, frozen[0], '2020-02-02 02:02:02'],
    ]);
  });

  test('attempts are undone, each on the database as it was', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a UNIQUE)', 'INSERT INTO t VALUES (1)');
    const insert = { text: 'INSERT INTO t VALUES (?)', values: [2n] };
    const count = { text: 'SELECT count(*) FROM t' };
    const attempts = await engine.attempt([
      [insert, count],
      [insert, count],
      [count, { text: 'INSERT INTO t VALUES (1)' }],
      [{ text: 'COMMIT' }],
      [],
    ]);
    expect(attempts).toMatchObject([
      { failure: null, rows: [[2n]] },
      { failure: null, rows: [[2n]] },
      { failure: { kind: 'sql', statement: 1, code: 'SQLITE_CONSTRAINT_UNIQUE' }, rows: [] },
      { failure: { kind: 'transaction', statement: 0 } },
      { failure: null, rows: [] },
    ]);
    expect(await engine.query('SELECT a FROM t')).toEqual([[1n]]);
  });

  test('an attempt leaves no setting behind for the next one', async () => {
    const engine = await opened(open, 'CREATE TABLE p (id INTEGER PRIMARY KEY)', 'CREATE TABLE c (p REFERENCES p)');
    const orphan = { text: 'INSERT INTO c VALUES (7)' };
    const [deferred, plain] = await engine.attempt([[{ text: 'PRAGMA defer_foreign_keys = ON' }, orphan], [orphan]]);
    expect(deferred?.failure).toBeNull();
    expect(plain?.failure).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY', statement: 0 });
  });

  test('an attempt that ends its transaction by itself fails alone', async () => {
    const engine = await opened(open, 'CREATE TABLE t (a UNIQUE)', 'INSERT INTO t VALUES (1)');
    const count = { text: 'SELECT count(*) FROM t' };
    const [before, ended, after] = await engine.attempt([
      [count],
      [{ text: 'INSERT INTO t VALUES (2)' }, { text: 'INSERT OR ROLLBACK INTO t VALUES (1)' }],
      [count],
    ]);
    expect(ended?.failure).toMatchObject({ kind: 'sql', statement: 1 });
    expect([before?.rows, after?.rows]).toEqual([[[1n]], [[1n]]]);
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
  test('an engine that cannot do it says so and does nothing', async () => {
    const engine = await opened(d1.open, 'CREATE TABLE t (a)');
    expect(engine.capabilities.foreignKeysOff).toBe(false);
    const failure = await engine.apply(script('INSERT INTO t VALUES (1)'), { foreignKeys: 'off' });
    expect(failure?.message).toBe('foreign keys cannot be switched off on D1');
    expect(await engine.query('SELECT a FROM t')).toEqual([]);
  });

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
