import { describe, expect, test } from 'vitest';
import { contents, databaseOf, faults, fill, filled, values } from './database.ts';

describe('every kind of table', () => {
  test.each([
    [
      'STRICT',
      'CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT NOT NULL, c ANY, d BLOB, e REAL NOT NULL) STRICT',
    ],
    ['WITHOUT ROWID', 'CREATE TABLE t (a TEXT, b INT, c TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID'],
    ['AUTOINCREMENT', 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)'],
    [
      'generated columns',
      'CREATE TABLE t (a TEXT, b TEXT AS (lower(a)) VIRTUAL UNIQUE, c TEXT NOT NULL AS (a || b || 1) STORED, d INT)'.replace(
        'NOT NULL AS',
        'AS',
      ),
    ],
    [
      'odd names',
      'CREATE TABLE t ("a ""b""" TEXT PRIMARY KEY, "select" INT, "__proto__" TEXT NOT NULL, constructor TEXT, rowid TEXT, oid INT)',
    ],
    [
      'keys that ignore case',
      'CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE, b TEXT COLLATE RTRIM NOT NULL UNIQUE); CREATE UNIQUE INDEX i ON t (lower(b))',
    ],
    [
      'a partial key',
      "CREATE TABLE t (a INT NOT NULL, s TEXT NOT NULL); CREATE UNIQUE INDEX i ON t (a) WHERE s = 'on'",
    ],
    ['full text', 'CREATE VIRTUAL TABLE t USING fts5(title, body)'],
    ['an R-tree', 'CREATE VIRTUAL TABLE t USING rtree(id, x0, x1, y0, y1)'],
  ])('%s', async (_, sql) => {
    const database = await filled(sql, { gaps: true });
    expect(database.report.problems).toEqual([]);
    expect(database.report.written.get('t')).toBe(8);
    expect(await faults(database)).toEqual([]);
  });

  test('tables that hold only so many rows get those and are no problem, then or later', async () => {
    const database = await databaseOf(`CREATE TABLE one (id INTEGER PRIMARY KEY CHECK (id = 1), v TEXT);
      CREATE TABLE two (k BOOLEAN PRIMARY KEY NOT NULL CHECK (k IN (0, 1)))`);
    expect(await fill(database)).toEqual({
      written: new Map([
        ['one', 1],
        ['two', 2],
      ]),
      problems: [],
    });
    expect(await fill(database, { first: 9 })).toEqual({
      written: new Map([
        ['one', 0],
        ['two', 0],
      ]),
      problems: [],
    });
  });

  test('what the engine or a trigger writes is left to them, and views too', async () => {
    const database = await filled(`CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
      CREATE VIRTUAL TABLE found USING fts5(title, content='post', content_rowid='id');
      CREATE VIRTUAL TABLE word USING fts5vocab(found, row);
      CREATE VIEW v AS SELECT no_such_function(title) FROM post;
      CREATE TRIGGER posted AFTER INSERT ON post BEGIN INSERT INTO found (rowid, title) VALUES (new.id, new.title); END`);
    expect([...database.report.written]).toEqual([
      ['post', 8],
      ['word', 0],
    ]);
    expect(database.report.problems).toEqual([]);
    const [found] = await database.engine.query("SELECT count(*) FROM found WHERE found MATCH 'title'");
    expect(Number(found?.[0])).toBeGreaterThan(0);
  });
});

describe('conflict clauses and triggers', () => {
  test('a row that would replace another, or be ignored, is searched for anew', async () => {
    const database = await filled(
      `
      CREATE TABLE a (k TEXT NOT NULL CHECK (k IN ('x', 'y', 'z')), UNIQUE (k) ON CONFLICT REPLACE);
      CREATE TABLE b (k INT NOT NULL UNIQUE ON CONFLICT IGNORE, v INT NOT NULL CHECK (v BETWEEN 1 AND 3) ON CONFLICT IGNORE)`.replace(
        ') ON CONFLICT IGNORE)',
        '))',
      ),
    );
    expect([...database.report.written]).toEqual([
      ['a', 3],
      ['b', 8],
    ]);
    expect(await database.engine.query('SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)')).toEqual([
      [3n, 8n],
    ]);
  });

  test('rows are found that triggers let pass', async () => {
    const database =
      await filled(`CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL, state TEXT NOT NULL, word TEXT NOT NULL);
      CREATE TRIGGER a BEFORE INSERT ON t WHEN NEW.n > 100 OR NEW.n < 1 BEGIN SELECT RAISE(ABORT, 'n'); END;
      CREATE TRIGGER b AFTER INSERT ON t WHEN NEW.state NOT IN ('on', 'off') BEGIN SELECT RAISE(FAIL, 'state'); END;
      CREATE TRIGGER c BEFORE INSERT ON t WHEN NEW.word <> 'only' BEGIN SELECT RAISE(IGNORE); END`);
    expect(database.report.written.get('t')).toBe(8);
    expect(await values(database, 'count(*)', 't')).toEqual([8n]);
  });

  test('a row that is refused after it was written leaves nothing', async () => {
    const database = await filled(`CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL);
      CREATE TRIGGER late AFTER INSERT ON t WHEN NEW.n <> 0 BEGIN SELECT RAISE(FAIL, 'not zero'); END`);
    expect(database.report.written.get('t')).toBe(8);
    expect(await values(database, 'n', 't')).toEqual(new Array(8).fill(0n));
  });

  test('a row is found that first meets a constraint and then a trigger', async () => {
    const { report } = await filled(`CREATE TABLE t (a INT NOT NULL CHECK (a > b), b INT NOT NULL, c TEXT NOT NULL);
      CREATE TRIGGER late AFTER INSERT ON t WHEN NEW.c <> 'only' BEGIN SELECT RAISE(ABORT, 'c'); END`);
    expect(report.written.get('t')).toBe(8);
  });

  test('a row is found that collides with two keys', async () => {
    const database = await filled('CREATE TABLE t (a INT NOT NULL UNIQUE, b TEXT NOT NULL UNIQUE)');
    expect((await fill(database)).written.get('t')).toBe(8);
  });

  test('a trigger that writes elsewhere keeps its own way with conflicts', async () => {
    const database = await filled(`CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT UNIQUE ON CONFLICT REPLACE);
      CREATE TABLE total (name TEXT PRIMARY KEY NOT NULL CHECK (name = 't'), rows INT NOT NULL);
      CREATE TRIGGER counted AFTER INSERT ON t BEGIN
        INSERT OR IGNORE INTO total (name, rows) VALUES ('t', 0); UPDATE total SET rows = rows + 1 WHERE name = 't'; END`);
    expect(database.report.problems).toEqual([]);
    expect(await contents(database)).toMatchObject({ total: [['t', 8n]] });
  });
});

describe('gaps', () => {
  test('a rowid is missing in the middle, and an AUTOINCREMENT value above the last row is used up', async () => {
    const database = await filled('CREATE TABLE a (x TEXT); CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT)', {
      gaps: true,
    });
    expect([...database.report.written.values()]).toEqual([8, 8]);
    expect(await values(database, 'rowid', 'a')).toEqual([1n, 2n, 4n, 5n, 6n, 7n, 8n, 9n]);
    const [row] = await database.engine.query(
      "SELECT seq - (SELECT max(id) FROM b) FROM sqlite_sequence WHERE name = 'b'",
    );
    expect(row).toEqual([1n]);
  });

  test('a row that cannot be deleted stays and counts', async () => {
    const database = await filled(
      `CREATE TABLE a (x TEXT); CREATE TRIGGER kept BEFORE DELETE ON a BEGIN SELECT RAISE(ABORT, 'kept'); END`,
      { gaps: true },
    );
    expect(database.report.written.get('a')).toBe(9);
    expect(await values(database, 'count(*)', 'a')).toEqual([9n]);
  });
});
