import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Named } from '../../harness/model/named.ts';
import { namesOf } from '../../harness/sql/named.ts';
import { splitStatements } from '../../harness/sql/split.ts';

function names(sql: string): Named {
  return namesOf(splitStatements(sql).statements);
}

/** Columns as `table.column`, sorted. */
function listed(columns: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return [...columns].flatMap(([table, set]) => [...set].map((column) => `${table}.${column}`)).sort();
}

function changed(sql: string): readonly string[] {
  return listed(names(sql).changedColumns);
}

describe('DROP and CREATE', () => {
  test.each([
    ['DROP TABLE Users', 'table', 'users'],
    ['drop table if exists main."Two Words"', 'table', 'two words'],
    ['DROP INDEX idx', 'index', 'idx'],
    ['DROP INDEX IF EXISTS main.[Idx]', 'index', 'idx'],
    ['DROP VIEW v', 'view', 'v'],
    ['DROP TRIGGER IF EXISTS tr', 'trigger', 'tr'],
    ["DROP TABLE 'users'", 'table', 'users'],
  ] as const)('%s drops the %s %s', (sql, kind, name) => {
    const { dropped } = names(sql);
    expect([...dropped[kind]]).toEqual([name]);
    expect(
      Object.values(dropped)
        .map(({ size }) => size)
        .sort(),
    ).toEqual([0, 0, 0, 1]);
  });

  test.each([
    ['CREATE TABLE Users(a)', 'table', 'users'],
    ['CREATE TEMPORARY TABLE IF NOT EXISTS temp.t AS SELECT 1', 'table', 't'],
    ['CREATE VIRTUAL TABLE docs USING fts5(body)', 'table', 'docs'],
    ['CREATE UNIQUE INDEX IF NOT EXISTS main.Idx ON t(a)', 'index', 'idx'],
    ['CREATE VIEW "V" AS SELECT 1', 'view', 'v'],
    ['CREATE TEMP TRIGGER tr AFTER UPDATE OF a, b ON t BEGIN SELECT 1; END', 'trigger', 'tr'],
  ] as const)('%s creates the %s %s', (sql, kind, name) => {
    const { created } = names(sql);
    expect([...created[kind]]).toEqual([name]);
    expect(
      Object.values(created)
        .map(({ size }) => size)
        .sort(),
    ).toEqual([0, 0, 0, 1]);
  });

  test('a table that comes back stays among the dropped ones', () => {
    const { dropped, created } = names('DROP TABLE a; CREATE TABLE a(x)');
    expect([...dropped.table]).toEqual(['a']);
    expect([...created.table]).toEqual(['a']);
  });

  test('what the script drops again is not created', () => {
    const { created } =
      names(`CREATE TABLE a(x); CREATE INDEX i ON a(x); CREATE INDEX j ON b(x); CREATE VIEW v AS SELECT 1;
      CREATE TRIGGER t DELETE ON a BEGIN SELECT 1; END; DROP TABLE a; DROP VIEW v; DROP INDEX j; CREATE INDEX k ON b(x)`);
    expect([...created.table, ...created.index, ...created.view, ...created.trigger]).toEqual(['k']);
  });

  test('an index that is dropped and made anew is created', () => {
    const { dropped, created } = names('DROP INDEX i; CREATE INDEX i ON t(a, b)');
    expect([[...dropped.index], [...created.index]]).toEqual([['i'], ['i']]);
  });

  test('a created table counts under its name at the end, its indexes stay', () => {
    const { created } = names('CREATE TABLE a_new(x); CREATE INDEX i ON a_new(x); ALTER TABLE a_new RENAME TO a');
    expect([[...created.table], [...created.index]]).toEqual([['a'], ['i']]);
  });

  test.each([
    "INSERT INTO log VALUES ('DROP TABLE users')",
    '/* DROP TABLE users */ SELECT "DROP TABLE users" -- DROP TABLE users',
    'EXPLAIN DROP TABLE users',
    'SELECT 1',
    'PRAGMA foreign_keys = OFF',
    'CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; INSERT INTO e SELECT upper(f) FROM g; END',
    'CREATE VIEW v AS SELECT upper(a) AS a FROM t',
  ])('%s names nothing but itself', (sql) => {
    const { dropped, changedColumns, droppedColumns, deletedFrom, renamedTables, rebuilt } = names(sql);
    const sets = [...Object.values(dropped), changedColumns, droppedColumns, deletedFrom, renamedTables, rebuilt];
    expect(sets.every(({ size }) => size === 0)).toBe(true);
  });
});

describe('ALTER TABLE', () => {
  test('RENAME TO names the old and the new table', () => {
    expect([...names('ALTER TABLE main.Users RENAME TO "People"').renamedTables]).toEqual([['users', 'people']]);
  });

  test.each([
    ['by two steps', 'ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME TO c', [['a', 'c']]],
    ['there and back', 'ALTER TABLE a RENAME TO b; ALTER TABLE b RENAME TO a', []],
    [
      'in exchange',
      'ALTER TABLE a RENAME TO x; ALTER TABLE b RENAME TO a; ALTER TABLE x RENAME TO b',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
    ],
    ['of a new table', 'CREATE TABLE a(x); ALTER TABLE a RENAME TO b', []],
    ['before it is dropped', 'ALTER TABLE a RENAME TO b; DROP TABLE b', []],
    ['by case alone', 'ALTER TABLE a RENAME TO A', []],
  ])('a rename %s is followed', (_, sql, expected) => {
    expect([...names(sql).renamedTables]).toEqual(expected);
  });

  test.each([
    ['ALTER TABLE t RENAME COLUMN a TO b', { a: 'b' }],
    ['ALTER TABLE t RENAME a TO "B c"', { a: 'b c' }],
    ['ALTER TABLE t RENAME column TO b', { column: 'b' }],
    ['ALTER TABLE t RENAME COLUMN column TO b', { column: 'b' }],
    ['ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME b TO c', { a: 'c' }],
    ['ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME b TO a', {}],
    ['ALTER TABLE t RENAME a TO x; ALTER TABLE t RENAME b TO a; ALTER TABLE t RENAME x TO b', { a: 'b', b: 'a' }],
    ['ALTER TABLE t ADD n; ALTER TABLE t RENAME n TO m', {}],
    ['ALTER TABLE t RENAME a TO b; ALTER TABLE t ADD a', { a: 'b' }],
    ['ALTER TABLE t RENAME a TO b; ALTER TABLE t DROP b', {}],
  ])('%s', (sql, expected) => {
    expect(Object.fromEntries(names(sql).renamedColumns.get('t') ?? [])).toEqual(expected);
  });

  test('renamed columns count under the final name of their table', () => {
    const { renamedColumns } = names('ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME TO u');
    expect([...renamedColumns.keys()]).toEqual(['u']);
  });

  test.each([
    ['ALTER TABLE t DROP COLUMN A', ['t.a']],
    ['ALTER TABLE main.t DROP "b c"', ['t.b c']],
    ['ALTER TABLE t DROP column', ['t.column']],
    ['ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a', ['t.a']],
    ['ALTER TABLE t RENAME a TO b; ALTER TABLE t DROP b', ['t.a']],
    ['ALTER TABLE t ADD n; ALTER TABLE t DROP n', []],
    ['ALTER TABLE t DROP a; ALTER TABLE t RENAME TO u', ['u.a']],
    ['ALTER TABLE t ADD COLUMN a TEXT DEFAULT 1', []],
    ['ALTER TABLE t DROP CONSTRAINT c', []],
    ['ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)', []],
    ['ALTER TABLE t ALTER COLUMN a DROP NOT NULL', []],
  ])('%s drops the columns %j', (sql, expected) => {
    expect(listed(names(sql).droppedColumns)).toEqual(expected);
  });

  test('a column replaced by a computed one is dropped and changed', () => {
    const replaced = names(`ALTER TABLE team ADD COLUMN name_n TEXT NOT NULL DEFAULT '';
      UPDATE team SET name_n = coalesce(name, '');
      ALTER TABLE team DROP COLUMN name; ALTER TABLE team RENAME COLUMN name_n TO name`);
    expect(listed(replaced.droppedColumns)).toEqual(['team.name']);
    expect(listed(replaced.changedColumns)).toEqual(['team.name']);
    expect(replaced.renamedColumns.size).toBe(0);
  });
});

describe('UPDATE', () => {
  test.each([
    ['UPDATE t SET a = 1', ['t.a']],
    [
      'UPDATE main."T" SET "A" = 1, [b c] = b = 2, `d` = (SELECT max(x, y) FROM u WHERE z = 1) WHERE e = 1',
      ['t.a', 't.b c', 't.d'],
    ],
    ['update or ignore t set a = 1', ['t.a']],
    ['UPDATE OR REPLACE t AS x INDEXED BY i SET a = x.b', ['t.a']],
    ['UPDATE t SET (a, "b") = (1, 2), c = 3', ['t.a', 't.b', 't.c']],
    ['UPDATE t SET a = u.a, b = u.b FROM u, v JOIN w ON u.id = w.id WHERE u.id = t.id', ['t.a', 't.b']],
    ['UPDATE t SET a = b IS NOT DISTINCT FROM c, d = 1 FROM e', ['t.a', 't.d']],
    ['UPDATE t SET a = 1 RETURNING b = 2, c', ['t.a']],
    ['UPDATE t SET a = 1 ORDER BY b, c LIMIT 1', ['t.a']],
    ['WITH x(y) AS (SELECT 1), z AS MATERIALIZED (SELECT 2) UPDATE t SET a = y FROM x', ['t.a']],
    ['UPDATE t SET a = 1; ALTER TABLE t RENAME a TO b', ['t.b']],
    ['UPDATE t SET a = 1; ALTER TABLE t DROP a', []],
    ['UPDATE t SET a = 1; ALTER TABLE t RENAME TO u', ['u.a']],
    ['ALTER TABLE t RENAME TO u; UPDATE u SET a = 1', ['u.a']],
  ])('%s', (sql, expected) => {
    expect(changed(sql)).toEqual(expected);
  });
});

describe('DELETE', () => {
  test.each([
    ['DELETE FROM T', ['t']],
    ['delete from main.[t] as x where a in (select b from u)', ['t']],
    ['WITH x AS (DELETE_ME) DELETE FROM t WHERE a IN (SELECT * FROM x)', ['t']],
    ['DELETE FROM t; ALTER TABLE t RENAME TO u', ['u']],
    ['ALTER TABLE t RENAME TO t_old; DELETE FROM t_old WHERE a; CREATE TABLE t(a); DROP TABLE t_old', ['t']],
    ['CREATE TABLE t_new(a); DELETE FROM t_new WHERE a; DROP TABLE t; ALTER TABLE t_new RENAME TO t', ['t']],
    ['CREATE TABLE scratch(a); DELETE FROM scratch; DROP TABLE scratch', []],
    ['DROP TABLE t', []],
    ['REPLACE INTO t VALUES (1)', []],
    ['INSERT OR REPLACE INTO t SELECT 1', []],
  ])('%s', (sql, expected) => {
    expect([...names(sql).deletedFrom]).toEqual(expected);
  });
});

describe('INSERT', () => {
  test.each([
    ["INSERT INTO t(a) VALUES (upper('x'))", []],
    ['INSERT INTO t DEFAULT VALUES', []],
    ['REPLACE INTO t(a) SELECT upper(a) FROM u', []],
    ['INSERT OR REPLACE INTO t(a) VALUES (1)', []],
    ['INSERT INTO t(a) SELECT upper(a) FROM u', []],
    ['INSERT INTO t(a) VALUES (1) ON CONFLICT (a) DO NOTHING', []],
    ['INSERT INTO T(a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = excluded.b, "c" = 1 WHERE d = 2', ['t.b', 't.c']],
    [
      'INSERT INTO t AS x SELECT 1, 2 FROM u WHERE true ON CONFLICT (a) DO UPDATE SET (b, c) = (1, 2) RETURNING d = 1',
      ['t.b', 't.c'],
    ],
    ['INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 1 ON CONFLICT DO UPDATE SET c = 1', ['t.b', 't.c']],
    ['WITH x AS (SELECT 1 AS a) INSERT INTO t SELECT a FROM x WHERE true ON CONFLICT DO UPDATE SET b = 1', ['t.b']],
  ])('%s', (sql, expected) => {
    expect(changed(sql)).toEqual(expected);
  });

  test('a copy into a table that was emptied decides its values', () => {
    expect(changed('DELETE FROM t; INSERT INTO t(a, b) SELECT a, upper(b) FROM backup')).toEqual(['t.b']);
  });
});

describe('the copy of a rebuild', () => {
  /** Rebuilds `t(a, b, c)` by the statement that fills `n`. */
  function rebuild(copy: string): readonly string[] {
    return changed(`CREATE TABLE n(a TEXT, b TEXT, c TEXT); ${copy}; DROP TABLE t; ALTER TABLE n RENAME TO t`);
  }

  test.each([
    ['the bare columns', 'INSERT INTO n(a, b, c) SELECT a, b, c FROM t', []],
    ['quoted, qualified and aliased ones', 'INSERT INTO n SELECT "a", t.`b` AS x, main.t."c" y FROM t', []],
    ['columns of another name', 'INSERT INTO n(a, b) SELECT c, x AS b FROM t', []],
    ['columns that the table no longer has', 'INSERT INTO n(a, b) SELECT a, other FROM t', ['t.b']],
    ['such columns by their place alone', 'INSERT INTO n SELECT a, other, b FROM t', []],
    ['a star', 'INSERT INTO n SELECT * FROM t', []],
    ['a qualified star', 'INSERT INTO n SELECT x.* FROM t AS x', []],
    [
      'DISTINCT columns, sorted',
      'INSERT INTO n SELECT DISTINCT a, b, c FROM t WHERE a > 1 ORDER BY b, upper(c) LIMIT 3',
      [],
    ],
    ['rowids', 'INSERT INTO n(rowid, a) SELECT rowid, a FROM t', []],
    ['an expression', 'INSERT INTO n(a, b) SELECT a, coalesce(b, 1) FROM t', ['t.b']],
    ['by place in the column list', 'INSERT INTO n(c, a) SELECT upper(c), a FROM t', ['t.c']],
    ['by place in the table', 'INSERT INTO n SELECT a, b, c || 1 FROM t', ['t.c']],
    ['literals', "INSERT INTO n SELECT 1, 'b', NULL FROM t", ['t.a', 't.b', 't.c']],
    ['other constants', "INSERT INTO n SELECT x'00', current_timestamp, TRUE FROM t", ['t.a', 't.b', 't.c']],
    ['operators', 'INSERT INTO n SELECT -a, NOT b, a.c + 1 FROM t AS a', ['t.a', 't.b', 't.c']],
    ['word operators', 'INSERT INTO n SELECT a COLLATE nocase, b LIKE c, c IS NULL FROM t', ['t.a', 't.b', 't.c']],
    ['CASE and CAST', 'INSERT INTO n SELECT CASE a WHEN 1 THEN b END, CAST(b AS TEXT), c FROM t', ['t.a', 't.b']],
    ['CASE with an alias', 'INSERT INTO n SELECT CASE WHEN a THEN b ELSE c END x, b, c FROM t', ['t.a']],
    ['a comparison with FROM in it', 'INSERT INTO n SELECT a IS DISTINCT FROM b, b, c FROM t', ['t.a']],
    ['a window function', 'INSERT INTO n SELECT a, b, row_number() OVER w FROM t WINDOW w AS (ORDER BY a)', ['t.c']],
    ['a subselect', 'INSERT INTO n SELECT a, (SELECT b), c FROM t', ['t.b']],
    ['the first select of two', 'INSERT INTO n SELECT upper(a), b, c FROM t UNION ALL SELECT a, b, c FROM t', ['t.a']],
    ['the second select of two', 'INSERT INTO n SELECT a, b, c FROM t UNION SELECT a, b, 1 FROM t', ['t.c']],
    ['VALUES behind a star', 'INSERT INTO n SELECT * FROM t UNION ALL VALUES (1, 2, 3)', ['t.a', 't.b', 't.c']],
    ['OR IGNORE', 'INSERT OR IGNORE INTO n SELECT a, upper(b), c FROM t', ['t.b']],
    ['the copy by REPLACE', 'REPLACE INTO n SELECT a, upper(b), c FROM t', ['t.b']],
    ['VALUES alone', 'INSERT INTO n VALUES (1, 2, 3)', []],
    [
      'a computed column of a subselect',
      'INSERT INTO n SELECT a, x, c FROM (SELECT a, upper(b) AS x, c FROM t)',
      ['t.b'],
    ],
    [
      'a bare column of a subselect',
      'INSERT INTO n SELECT x.a, y.b, x.c FROM (SELECT a, c FROM t) x JOIN t AS y USING (a)',
      [],
    ],
    [
      'a qualified column',
      'INSERT INTO n SELECT x.a, y.a, 1 FROM t x LEFT JOIN (SELECT lower(a) a FROM t) y ON true',
      ['t.b', 't.c'],
    ],
    [
      'a WITH before the INSERT',
      'WITH x(p, q) AS (SELECT a, b + 1 FROM t) INSERT INTO n(a, b) SELECT p, q FROM x',
      ['t.b'],
    ],
    [
      'a WITH behind the INSERT',
      'INSERT INTO n(a, b) WITH x AS (SELECT a, b + 1 AS b FROM t) SELECT a, b FROM x',
      ['t.b'],
    ],
    [
      'both',
      'WITH x AS (SELECT a + 1 AS a FROM t) INSERT INTO n WITH y AS (SELECT a FROM x) SELECT a, 1, a FROM y',
      ['t.a', 't.b', 't.c'],
    ],
    ['two copies', 'INSERT INTO n(a) SELECT upper(a) FROM t; INSERT INTO n(b) SELECT upper(b) FROM t', ['t.a', 't.b']],
    ['an UPDATE of the new table', 'INSERT INTO n SELECT * FROM t; UPDATE n SET b = 1', ['t.b']],
    ['an UPDATE of the old table', 'UPDATE t SET b = 1; INSERT INTO n SELECT * FROM t', ['t.b']],
    [
      'an UPDATE of the old table, copied under another name',
      'UPDATE t SET b = 1; INSERT INTO n SELECT a, x, b FROM t',
      ['t.b', 't.c'],
    ],
  ])('%s', (_, copy, expected) => {
    expect(rebuild(copy)).toEqual(expected);
  });

  test('generated columns take no place', () => {
    const sql =
      'CREATE TABLE n(a, g AS (a), b); INSERT INTO n SELECT a, upper(b) FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t';
    expect(changed(sql)).toEqual(['t.b']);
  });

  test('a table made by CREATE TABLE AS has the names of its select', () => {
    expect(
      changed('CREATE TABLE n AS SELECT a, upper(b) AS B, c FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t'),
    ).toEqual(['t.b']);
  });

  test('computation carries through an intermediate table by name', () => {
    const sql = `CREATE TABLE _old AS SELECT a, upper(b) AS x, c FROM t; DROP TABLE t; CREATE TABLE t(a, b, c);
      INSERT INTO t(a, b, c) SELECT a, x, c FROM _old; DROP TABLE _old`;
    expect(changed(sql)).toEqual(['t.b']);
  });

  test('computation carries through an intermediate table by place', () => {
    const sql = `CREATE TABLE _old AS SELECT a, upper(b), c FROM t; DROP TABLE t; CREATE TABLE t(a, b, c);
      INSERT INTO t SELECT * FROM _old; DROP TABLE _old`;
    expect(changed(sql)).toEqual(['t.b']);
  });

  test('computation carries through an intermediate table by the name that SQLite makes', () => {
    const sql = `CREATE TABLE _old AS SELECT a, upper( b ) FROM t; DROP TABLE t; CREATE TABLE t(a, b);
      INSERT INTO t(b, a) SELECT "upper( b )", a FROM _old; DROP TABLE _old`;
    expect(changed(sql)).toEqual(['t.b']);
  });

  test('without any known columns the alias tells', () => {
    const sql = `CREATE TABLE n AS SELECT * FROM t; DELETE FROM n;
      INSERT INTO n SELECT *, upper(d) AS d FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t`;
    expect(changed(sql)).toEqual(['t.d']);
  });

  test.each(['b LIKE c', 'CASE WHEN a THEN b END', 'b + c', "b || 'x'", 'a IS NOT b'])(
    'without an alias %s has the name that SQLite makes',
    (expression) => {
      const db = new Database(':memory:');
      db.exec(`CREATE TABLE t(a, b, c); CREATE TABLE n AS SELECT *, ${expression} FROM t`);
      const made = String(db.prepare("SELECT name FROM pragma_table_info('n') WHERE cid = 3").pluck().get());
      expect(changed(`CREATE TABLE n AS SELECT *, ${expression} FROM t`)).toEqual([`n.${made.toLowerCase()}`]);
    },
  );

  test('a table is told by its name where a join follows', () => {
    const copy = `CREATE TABLE x AS SELECT upper(a) AS a FROM t;
      INSERT INTO n(a, c) SELECT t.a, x.a FROM x LEFT JOIN t ON true CROSS JOIN t AS left_one`;
    expect(rebuild(copy)).toEqual(['t.c', 'x.a']);
  });

  test('CREATE IF NOT EXISTS makes nothing where the script has made one', () => {
    expect(rebuild('CREATE TABLE IF NOT EXISTS n(b, a); INSERT INTO n SELECT a, upper(b) FROM t')).toEqual(['t.b']);
  });

  test('columns added to the new table are counted', () => {
    const sql = `CREATE TABLE n(a, z, c); ALTER TABLE n ADD d; ALTER TABLE n DROP z; ALTER TABLE n RENAME c TO b;
      INSERT INTO n SELECT a, upper(b), lower(d) FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t`;
    expect(changed(sql)).toEqual(['t.b', 't.d']);
  });

  test('a table that is not the target of a rebuild keeps its own name', () => {
    expect(changed('CREATE TABLE stats AS SELECT count(*) AS n FROM t')).toEqual(['stats.n']);
  });
});

describe('a rebuilt table', () => {
  test.each([
    [
      'new, copy, drop, rename',
      'CREATE TABLE t_new(a); INSERT INTO t_new SELECT a FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t',
      ['t'],
    ],
    [
      'rename, new, copy, drop',
      'ALTER TABLE t RENAME TO t_old; CREATE TABLE t(a); INSERT INTO t SELECT a FROM t_old; DROP TABLE t_old',
      ['t'],
    ],
    [
      'drop and create under the same name',
      'CREATE TABLE x AS SELECT * FROM t; DROP TABLE t; CREATE TABLE t(a); INSERT INTO t SELECT * FROM x; DROP TABLE x',
      ['t'],
    ],
    ['the old one kept under another name', 'ALTER TABLE t RENAME TO t_old; CREATE TABLE t(a)', ['t']],
    ['replaced by a table that was there', 'DROP TABLE t; ALTER TABLE u RENAME TO t', ['t']],
    ['made by CREATE TABLE AS', 'CREATE TABLE n AS SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t', ['t']],
    ['virtual', 'DROP TABLE docs; CREATE VIRTUAL TABLE docs USING fts5(body)', ['docs']],
    ['twice', 'DROP TABLE t; CREATE TABLE t(a); DROP TABLE t; CREATE TABLE t(b)', ['t']],
    ['only dropped', 'DROP TABLE t', []],
    ['only renamed', 'ALTER TABLE t RENAME TO u', []],
    ['renamed there and back', 'ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO t', []],
    ['dropped after all', 'DROP TABLE t; CREATE TABLE t(a); DROP TABLE t', []],
    ['made by the script alone', 'CREATE TABLE t(a); DROP TABLE t; CREATE TABLE t(b)', []],
    ['created if it is not there', 'CREATE TABLE t(a); CREATE TABLE IF NOT EXISTS t(b)', []],
  ])('%s: %s', (_, sql, expected) => {
    expect([...names(sql).rebuilt]).toEqual(expected);
  });

  test('is not renamed when its old one goes', () => {
    const { renamedTables } = names('ALTER TABLE t RENAME TO t_old; CREATE TABLE t(a); DROP TABLE t_old');
    expect(renamedTables.size).toBe(0);
  });

  test('keeps what was done to its old one', () => {
    const named = names(`ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME COLUMN b TO c;
      CREATE TABLE n(c); INSERT INTO n SELECT c FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t`);
    expect(listed(named.droppedColumns)).toEqual(['t.a']);
    expect(Object.fromEntries(named.renamedColumns.get('t') ?? [])).toEqual({ b: 'c' });
  });

  test('takes nothing over from it when it is another table that was there', () => {
    const named = names('ALTER TABLE t RENAME a TO b; UPDATE t SET c = 1; DROP TABLE t; ALTER TABLE u RENAME TO t');
    expect([...named.rebuilt]).toEqual(['t']);
    expect([named.renamedColumns.size, named.changedColumns.size]).toEqual([0, 0]);
  });

  test('with guards, as D1 needs them, names nothing of its children', () => {
    const named = names(`PRAGMA defer_foreign_keys = ON;
      CREATE TRIGGER _guard_member BEFORE DELETE ON member BEGIN SELECT RAISE(IGNORE); END;
      CREATE TABLE _seq_keep AS SELECT seq FROM sqlite_sequence WHERE name = 'team';
      CREATE TABLE _team_old AS SELECT * FROM team;
      DROP TABLE team;
      CREATE TABLE team(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL CHECK (length(name) > 0));
      INSERT INTO team(id, name) SELECT id, coalesce(name, '?') FROM _team_old;
      UPDATE sqlite_sequence SET seq = (SELECT seq FROM _seq_keep) WHERE name = 'team';
      DROP TABLE _seq_keep; DROP TABLE _team_old; DROP TRIGGER _guard_member;
      CREATE INDEX team_name ON team(name);`);
    expect([...named.rebuilt]).toEqual(['team']);
    expect(listed(named.changedColumns)).toEqual(['sqlite_sequence.seq', 'team.name']);
    expect([...named.deletedFrom]).toEqual([]);
    expect([...named.created.table, ...named.created.index, ...named.created.trigger]).toEqual(['team', 'team_name']);
  });
});
