import { describe, expect, test } from 'vitest';
import { compareSchemas, schemaVerdict } from '../../harness/inspect/schemaDifference.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { SchemaDifference } from '../../harness/model/schema.ts';
import { database, run } from './database.ts';
import { lineOf, schemaOf } from './schemaOf.ts';

async function differences(before: readonly string[], after: readonly string[]): Promise<readonly string[]> {
  return compareSchemas(await schemaOf(...before), await schemaOf(...after)).map(lineOf);
}

const USERS = 'CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)';

describe('one aspect of a table', () => {
  test.each<[string, string, string, string]>([
    ['a type of another affinity', 'a TEXT', 'a INTEGER', 'column t.a, affinity: TEXT -> INTEGER'],
    ['a type of the same affinity', 'a TEXT', 'a VARCHAR(9)', 'column t.a, type: TEXT -> VARCHAR(9)'],
    ['a type that is gone', 'a BLOB', 'a', 'column t.a, type: BLOB -> no type'],
    ['a default', "a DEFAULT 'x'", "a DEFAULT 'X'", "column t.a, default: 'x' -> 'X'"],
    ['a default in double quotes', 'a DEFAULT "x"', 'a DEFAULT "X"', 'column t.a, default: "x" -> "X"'],
    ['a default that is NULL in one only', 'a DEFAULT NULL', 'a DEFAULT "null"', 'column t.a, default: NULL -> "null"'],
    ['a default that is gone', 'a DEFAULT 1', 'a', 'column t.a, default: 1 -> nothing'],
    ['a default of another storage class', 'a DEFAULT 1', 'a DEFAULT 1.0', 'column t.a, default: 1 -> 1.0'],
    ['NOT NULL', 'a NOT NULL', 'a', 'column t.a, not null: NOT NULL -> nothing'],
    ['a collation', 'a COLLATE NOCASE', 'a', 'column t.a, collation: NOCASE -> BINARY'],
    [
      'a generating expression',
      'b, a AS (b + 1)',
      'b, a AS (b + 2)',
      'column t.a, generated: AS (b + 1) VIRTUAL -> AS (b + 2) VIRTUAL',
    ],
    [
      'how it is generated',
      'b, a AS (b) STORED',
      'b, a AS (b)',
      'column t.a, generated: AS (b) STORED -> AS (b) VIRTUAL',
    ],
    ['a column that stores now', 'b, a AS (b)', 'b, a', 'column t.a, generated: AS (b) VIRTUAL -> nothing'],
    ["the letter case of a column's name", 'userId', 'userid', 'column t.userId, name: userId -> userid'],
    [
      'a column that is gone',
      'a, b TEXT NOT NULL CHECK (b > 1) UNIQUE',
      'a',
      'column t.b, lost: b TEXT NOT NULL CHECK (b > 1) UNIQUE -> nothing',
    ],
    ['a column that is new', 'a', 'a, b INT DEFAULT 3', 'column t.b, added: nothing -> b INT DEFAULT 3'],
    [
      'the PRIMARY KEY',
      'a, b, PRIMARY KEY (a, b)',
      'a, b, PRIMARY KEY (b, a)',
      'table t, primary key: PRIMARY KEY (a, b) -> PRIMARY KEY (b, a)',
    ],
    ['a PRIMARY KEY that is gone', 'a TEXT PRIMARY KEY', 'a TEXT', 'table t, primary key: a PRIMARY KEY -> nothing'],
    [
      'a PRIMARY KEY that moved',
      'a TEXT PRIMARY KEY, b',
      'a TEXT, b PRIMARY KEY',
      'table t, primary key: a PRIMARY KEY -> b PRIMARY KEY',
    ],
    [
      'a key that is no rowid any more',
      'a INTEGER PRIMARY KEY',
      'a INTEGER PRIMARY KEY DESC',
      'table t, primary key: a PRIMARY KEY -> a PRIMARY KEY DESC',
    ],
    ['a UNIQUE', 'a UNIQUE', 'a', 'column t.a, unique: UNIQUE -> nothing'],
    [
      'a UNIQUE that the key makes redundant',
      'a TEXT PRIMARY KEY UNIQUE',
      'a TEXT PRIMARY KEY',
      'column t.a, unique: UNIQUE -> nothing',
    ],
    [
      'a UNIQUE of two columns',
      'a, b, UNIQUE (a, b)',
      'a, b, UNIQUE (b, a)',
      'table t, unique: UNIQUE (a, b) -> UNIQUE (b, a)',
    ],
    [
      'a CHECK at a column',
      'a CHECK (a > 1)',
      'a CHECK (a >= 1)',
      'column t.a, check: CHECK (a > 1) -> CHECK (a >= 1)',
    ],
    [
      'a CHECK of the table',
      'a, CHECK (a > 1), CHECK (a < 9)',
      'a, CHECK (a > 1)',
      'table t, check: CHECK (a < 9) -> nothing',
    ],
    [
      "a string's letter case in a CHECK",
      "a CHECK (a <> 'X')",
      "a CHECK (a <> 'x')",
      "column t.a, check: CHECK (a <> 'X') -> CHECK (a <> 'x')",
    ],
    [
      "a CHECK's name",
      'a CONSTRAINT low CHECK (a > 1)',
      'a CHECK (a > 1)',
      'column t.a, constraint name: low -> nothing',
    ],
    [
      "a UNIQUE's name",
      'a, b, CONSTRAINT one UNIQUE (a, b)',
      'a, b, CONSTRAINT two UNIQUE (a, b)',
      'table t, constraint name: one -> two',
    ],
    [
      'ON CONFLICT of NOT NULL',
      'a NOT NULL ON CONFLICT IGNORE',
      'a NOT NULL',
      'column t.a, on conflict: IGNORE -> nothing',
    ],
    [
      'ON CONFLICT of a key',
      'a TEXT PRIMARY KEY ON CONFLICT REPLACE',
      'a TEXT PRIMARY KEY ON CONFLICT FAIL',
      'table t, on conflict: REPLACE -> FAIL',
    ],
    ['a foreign key', 'a REFERENCES users', 'a', 'column t.a, foreign key: REFERENCES users -> nothing'],
    [
      "a foreign key's parent",
      'a REFERENCES users',
      'a REFERENCES t',
      'column t.a, foreign key: REFERENCES users -> REFERENCES t',
    ],
    [
      "a foreign key's parent column",
      'a REFERENCES users(id)',
      'a REFERENCES users(email)',
      'column t.a, foreign key: REFERENCES users(id) -> REFERENCES users(email)',
    ],
    [
      "a foreign key's spelling",
      'a REFERENCES users',
      'a REFERENCES users(id)',
      'column t.a, foreign key: REFERENCES users -> REFERENCES users(id)',
    ],
    [
      "a foreign key's columns",
      'a, b, FOREIGN KEY (a, b) REFERENCES t',
      'a, b, FOREIGN KEY (b, a) REFERENCES t',
      'table t, foreign key: FOREIGN KEY (a, b) REFERENCES t -> FOREIGN KEY (b, a) REFERENCES t',
    ],
    [
      'ON DELETE',
      'a REFERENCES users ON DELETE SET NULL',
      'a REFERENCES users ON DELETE CASCADE',
      'column t.a, on delete: SET NULL -> CASCADE',
    ],
    [
      'ON UPDATE',
      'a REFERENCES users ON UPDATE SET DEFAULT',
      'a REFERENCES users',
      'column t.a, on update: SET DEFAULT -> NO ACTION',
    ],
    [
      'when a foreign key is checked',
      'a REFERENCES users DEFERRABLE INITIALLY DEFERRED',
      'a REFERENCES users NOT DEFERRABLE',
      'column t.a, deferred: DEFERRABLE INITIALLY DEFERRED -> NOT DEFERRABLE',
    ],
    [
      'MATCH, which SQLite ignores',
      'a REFERENCES users MATCH FULL',
      'a REFERENCES users',
      'column t.a, foreign key: REFERENCES users MATCH FULL -> REFERENCES users',
    ],
    [
      'AUTOINCREMENT',
      'a INTEGER PRIMARY KEY AUTOINCREMENT',
      'a INTEGER PRIMARY KEY',
      'table t, autoincrement: AUTOINCREMENT -> nothing',
    ],
    ['a clause that no aspect speaks of', 'a NULL', 'a', 'column t.a, definition: NULL -> nothing'],
  ])('%s is found', async (_, before, after, expected) => {
    expect(await differences([USERS, `CREATE TABLE t(${before})`], [USERS, `CREATE TABLE t(${after})`])).toEqual([
      `wrong: ${expected}`,
    ]);
  });

  test.each([
    ['STRICT', 'a INT', 'strict: STRICT -> nothing'],
    ['WITHOUT ROWID', 'a INT NOT NULL PRIMARY KEY', 'without rowid: WITHOUT ROWID -> nothing'],
  ])('%s is found', async (option, columns, expected) => {
    const found = await differences([`CREATE TABLE t(${columns}) ${option}`], [`CREATE TABLE t(${columns})`]);
    expect(found).toEqual([`wrong: table t, ${expected}`]);
  });

  test('each of several foreign keys is told apart', async () => {
    const keys = (action: string) =>
      `CREATE TABLE t(a REFERENCES users, b REFERENCES users ON DELETE ${action}, FOREIGN KEY (a, b) REFERENCES t)`;
    expect(await differences([USERS, keys('CASCADE')], [USERS, keys('RESTRICT')])).toEqual([
      'wrong: column t.b, on delete: CASCADE -> RESTRICT',
    ]);
  });

  test('another parent is told with the whole of both foreign keys', async () => {
    const found = await differences(
      [USERS, 'CREATE TABLE t(a REFERENCES users ON DELETE CASCADE)'],
      [USERS, 'CREATE TABLE t(a REFERENCES t ON DELETE SET NULL)'],
    );
    expect(found).toEqual([
      'wrong: column t.a, foreign key: REFERENCES users ON DELETE CASCADE -> REFERENCES t ON DELETE SET NULL',
    ]);
  });

  test('constraints are followed by their names, whatever their order', async () => {
    const table = (...checks: readonly string[]) => [
      `CREATE TABLE t(a, ${checks.map((check) => `CONSTRAINT ${check}`).join(', ')})`,
    ];
    expect(
      await differences(table('m CHECK (a > 1)', 'n CHECK (a < 9)'), table('n CHECK (a < 8)', 'm CHECK (a > 2)')),
    ).toEqual([
      'wrong: table t, check: CONSTRAINT m CHECK (a > 1) -> CONSTRAINT m CHECK (a > 2)',
      'wrong: table t, check: CONSTRAINT n CHECK (a < 9) -> CONSTRAINT n CHECK (a < 8)',
    ]);
    expect(await differences(table('m CHECK (a)', 'n CHECK (a)'), table('n CHECK (a)', 'm CHECK (a)'))).toEqual([
      expect.stringMatching(/^text-only/),
    ]);
  });

  test('every aspect of a column is told on its own', async () => {
    expect(await differences(['CREATE TABLE t(a TEXT NOT NULL DEFAULT 1)'], ['CREATE TABLE t(a INT)'])).toEqual([
      'wrong: column t.a, affinity: TEXT -> INT',
      'wrong: column t.a, default: 1 -> nothing',
      'wrong: column t.a, not null: NOT NULL -> nothing',
    ]);
  });
});

describe('one aspect of an index', () => {
  test.each<[string, string, string, string]>([
    ['its columns', 'INDEX i ON t(a, b)', 'INDEX i ON t(b, a)', 'columns: (a, b) -> (b, a)'],
    ['its expression', 'INDEX i ON t(lower(a))', 'INDEX i ON t(upper(a))', 'columns: (lower(a)) -> (upper(a))'],
    [
      "its expression's strings",
      "INDEX i ON t(a || 'X')",
      "INDEX i ON t(a || 'x')",
      "columns: (a || 'X') -> (a || 'x')",
    ],
    ['its direction', 'INDEX i ON t(a, b DESC)', 'INDEX i ON t(a, b)', 'direction: (a, b DESC) -> (a, b)'],
    ['its collation', 'INDEX i ON t(a COLLATE NOCASE)', 'INDEX i ON t(a)', 'collation: (a COLLATE NOCASE) -> (a)'],
    ['that it is unique', 'UNIQUE INDEX i ON t(a)', 'INDEX i ON t(a)', 'unique: UNIQUE -> nothing'],
    ['that it is partial', 'INDEX i ON t(a) WHERE b = 1', 'INDEX i ON t(a)', 'where: WHERE b = 1 -> nothing'],
    [
      'its condition',
      "INDEX i ON t(a) WHERE b = 'X'",
      "INDEX i ON t(a) WHERE b = 'x'",
      "where: WHERE b = 'X' -> WHERE b = 'x'",
    ],
    ['its table', 'INDEX i ON t(a)', 'INDEX i ON u(a)', 'table: t -> u'],
    ['a word that changes nothing', 'INDEX i ON t(a ASC)', 'INDEX i ON t(a)', 'definition: (a ASC) -> (a)'],
  ])('%s is found', async (_, before, after, expected) => {
    const tables = ['CREATE TABLE t(a, b)', 'CREATE TABLE u(a, b)'];
    expect(await differences([...tables, `CREATE ${before}`], [...tables, `CREATE ${after}`])).toEqual([
      `wrong: index i, ${expected}`,
    ]);
  });

  test('indexes made in another order are told as that, table by table', async () => {
    const table = 'CREATE TABLE t(a, b)';
    const [a, b] = ['CREATE INDEX i ON t(a)', 'CREATE INDEX j ON t(b)'];
    expect(await differences([table, a, b], [table, b, a])).toEqual(['text-only: table t, index order: i, j -> j, i']);
    expect(await differences([table, a, b], [table, b])).toEqual([`wrong: index i, lost: ${a} -> nothing`]);
  });
});

describe('views, triggers and virtual tables', () => {
  test.each<[string, string, string, string]>([
    [
      "a view's body",
      'VIEW v AS SELECT a FROM t',
      'VIEW v AS SELECT b FROM t',
      'view v, body: CREATE VIEW v AS SELECT a FROM t -> CREATE VIEW v AS SELECT b FROM t',
    ],
    [
      "a view's join",
      'VIEW v AS SELECT 1 FROM t LEFT JOIN t',
      'VIEW v AS SELECT 1 FROM t "LEFT" JOIN t',
      'view v, body: CREATE VIEW v AS SELECT 1 FROM t LEFT JOIN t -> CREATE VIEW v AS SELECT 1 FROM t "LEFT" JOIN t',
    ],
    [
      "a view's column in other letters",
      'VIEW v AS SELECT a AS aB, (SELECT 1 AS x) FROM t AS y',
      'VIEW v AS SELECT a AS ab, (SELECT 1 AS X) FROM t AS Y',
      'view v, column names: aB -> ab',
    ],
    [
      "a view's column list in other letters",
      'VIEW v(aB) AS WITH x AS (SELECT a FROM t) SELECT * FROM x',
      'VIEW v(ab) AS WITH x AS (SELECT a FROM t) SELECT * FROM x',
      'view v, column names: aB -> ab',
    ],
    [
      "a view's string in double quotes",
      'VIEW v AS SELECT "Abc" FROM t',
      'VIEW v AS SELECT "abc" FROM t',
      'view v, body: CREATE VIEW v AS SELECT "Abc" FROM t -> CREATE VIEW v AS SELECT "abc" FROM t',
    ],
    [
      "a trigger's timing",
      'TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END',
      'TRIGGER g BEFORE INSERT ON t BEGIN SELECT 1; END',
      'trigger g, event: AFTER INSERT ON t -> BEFORE INSERT ON t',
    ],
    [
      "a trigger's columns",
      'TRIGGER g UPDATE OF a ON t BEGIN SELECT 1; END',
      'TRIGGER g UPDATE ON t BEGIN SELECT 1; END',
      'trigger g, event: UPDATE OF a ON t -> UPDATE ON t',
    ],
    [
      "a trigger's condition",
      'TRIGGER g INSERT ON t WHEN new.a > 1 BEGIN SELECT 1; END',
      'TRIGGER g INSERT ON t BEGIN SELECT 1; END',
      'trigger g, event: INSERT ON t WHEN new.a > 1 -> INSERT ON t',
    ],
    [
      "a trigger's body",
      'TRIGGER g INSERT ON t BEGIN\n  SELECT 1;\nEND',
      'TRIGGER g INSERT ON t BEGIN\n  SELECT 2;\nEND',
      'trigger g, body:   SELECT 1; ->   SELECT 2;',
    ],
    [
      "a virtual table's arguments",
      'VIRTUAL TABLE f USING fts5(x)',
      "VIRTUAL TABLE f USING fts5(x, tokenize='porter')",
      "table f, arguments: CREATE VIRTUAL TABLE f USING fts5(x) -> CREATE VIRTUAL TABLE f USING fts5(x, tokenize='porter')",
    ],
    [
      "a virtual table's column in other letters",
      'VIRTUAL TABLE f USING fts5(aB)',
      'VIRTUAL TABLE f USING fts5(ab)',
      'column f.aB, name: aB -> ab',
    ],
    [
      'a table that became virtual',
      'TABLE f(x)',
      'VIRTUAL TABLE f USING rtree(id, x, y)',
      'table f, kind: CREATE TABLE f(x) -> CREATE VIRTUAL TABLE f USING rtree(id, x, y)',
    ],
  ])('%s is found', async (_, before, after, expected) => {
    const table = 'CREATE TABLE t(a, b)';
    expect(await differences([table, `CREATE ${before}`], [table, `CREATE ${after}`])).toEqual([`wrong: ${expected}`]);
  });

  test('a view that stands where a table was is another object', async () => {
    expect(await differences(['CREATE TABLE o(a)'], ['CREATE VIEW o AS SELECT 1 AS a'])).toEqual([
      'wrong: table o, lost: CREATE TABLE o(a) -> nothing',
      'wrong: view o, added: nothing -> CREATE VIEW o AS SELECT 1 AS a',
    ]);
  });

  test('a virtual table that is lost is told once, without its shadow tables', async () => {
    expect(await differences(['CREATE VIRTUAL TABLE f USING fts5(x)'], [])).toEqual([
      'wrong: table f, lost: CREATE VIRTUAL TABLE f USING fts5(x) -> nothing',
    ]);
  });
});

describe('whole objects', () => {
  test.each([
    ['table', 'CREATE TABLE o(a)'],
    ['index', 'CREATE INDEX o ON t(a)'],
    ['view', 'CREATE VIEW o AS SELECT a FROM t'],
    ['trigger', 'CREATE TRIGGER o AFTER INSERT ON t BEGIN SELECT 1; END'],
  ])('a %s that is lost or added is told with its text', async (kind, sql) => {
    const table = 'CREATE TABLE t(a)';
    expect(await differences([table, sql], [table])).toEqual([`wrong: ${kind} o, lost: ${sql} -> nothing`]);
    expect(await differences([table], [table, sql])).toEqual([`wrong: ${kind} o, added: nothing -> ${sql}`]);
  });

  test('names that differ in ASCII letter case are the same object, others are not', async () => {
    expect(await differences(['CREATE TABLE Users(a)'], ['CREATE TABLE users(a)'])).toEqual([
      'text-only: table Users, text: CREATE TABLE Users(a) -> CREATE TABLE users(a)',
    ]);
    expect(await differences(['CREATE TABLE É(a)'], ['CREATE TABLE é(a)'])).toHaveLength(2);
  });
});

describe('what means the same', () => {
  test('equal schemas do not differ, whatever their pages', async () => {
    const [a, b] = ['CREATE TABLE a(x)', 'CREATE TABLE b(x)'];
    expect(await differences([a, b], [b, a])).toEqual([]);
    expect(await differences([], [])).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['quotes', 'TABLE t(a, b)', 'TABLE "t"([a], `b`)'],
    ['letter case of words', 'TABLE t(a TEXT NOT NULL)', 'TABLE t(a text not null)'],
    ['the spelling of a type', 'TABLE t(a VARCHAR(9))', 'TABLE t(a varchar ( 9 ))'],
    [
      'names in single quotes',
      "TABLE t('a' UNIQUE REFERENCES 't'('a'))",
      'TABLE t("a", UNIQUE ("a"), FOREIGN KEY (a) REFERENCES t(a))',
    ],
    ['blanks and comments', 'TABLE t(a, b)', 'TABLE t(a, -- first\n b)'],
    [
      'a constraint at the column or at the table',
      'TABLE t(a UNIQUE CHECK (a > 1))',
      'TABLE t(a, UNIQUE (a), CHECK (a > 1))',
    ],
    [
      'a PRIMARY KEY at the column or at the table',
      'TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT)',
      'TABLE t(a INTEGER, PRIMARY KEY (a AUTOINCREMENT))',
    ],
    [
      'a foreign key at the column or at the table',
      'TABLE t(a REFERENCES t(b) ON DELETE CASCADE, b)',
      'TABLE t(a, b, FOREIGN KEY (a) REFERENCES t(b) ON DELETE CASCADE)',
    ],
    [
      'constraints in another order',
      'TABLE t(a NOT NULL DEFAULT 1, b, UNIQUE (a, b), CHECK (a))',
      'TABLE t(a DEFAULT 1 NOT NULL, b, CHECK (a), UNIQUE (a, b))',
    ],
    [
      'options in another order',
      'TABLE t(a INT PRIMARY KEY) STRICT, WITHOUT ROWID',
      'TABLE t(a INT PRIMARY KEY) WITHOUT ROWID, STRICT',
    ],
    ['a default in other quotes', "TABLE t(a DEFAULT 'Abc')", 'TABLE t(a DEFAULT "Abc")'],
    ['a default without quotes', "TABLE t(a DEFAULT 'abc')", 'TABLE t(a DEFAULT abc)'],
    ['a default in parentheses', 'TABLE t(a DEFAULT 5)', 'TABLE t(a DEFAULT (5))'],
    ['a quoted column in a CHECK', 'TABLE t(Ab CHECK (Ab > 1))', 'TABLE t(Ab CHECK ("aB" > 1))'],
    ['quotes in an index', 'INDEX i ON s(a, b DESC) WHERE a > 1', 'INDEX "i" ON "s"("A", b  DESC) WHERE "a" > 1'],
    ['quotes in a view', 'VIEW v AS SELECT a FROM s', 'VIEW v AS SELECT "a" FROM "S"'],
    [
      'quotes in a trigger',
      'TRIGGER g INSERT ON s BEGIN DELETE FROM s; END',
      'TRIGGER g INSERT ON "S" BEGIN DELETE FROM "s"; END',
    ],
    ['quotes in a virtual table', 'VIRTUAL TABLE f USING fts5(x)', "VIRTUAL TABLE 'f' USING fts5( x)"],
  ])('%s: text-only', async (_, before, after) => {
    const table = 'CREATE TABLE s(a, b)';
    const found = compareSchemas(await schemaOf(table, `CREATE ${before}`), await schemaOf(table, `CREATE ${after}`));
    expect(found.map(lineOf)).toEqual([expect.stringMatching(/^text-only: .*, text: /s)]);
  });

  test('a text difference shows the lines that differ', async () => {
    expect(await differences(['CREATE TABLE t(\n  a,\n  b\n)'], ['CREATE TABLE t(\n  a,\n  "b"\n)'])).toEqual([
      'text-only: table t, text:   b ->   "b"',
    ]);
  });

  test('a column that a rollback puts back at the end is a matter of order only', async () => {
    const engine = await database(
      'CREATE TABLE a(x NOT NULL, y TEXT CHECK (y > 1), z, UNIQUE (x, z), CHECK (x > z))',
      'CREATE INDEX i ON a(x)',
    );
    const before = await readSchema(engine);
    await run(engine, 'ALTER TABLE a DROP COLUMN y', 'ALTER TABLE a ADD COLUMN y TEXT CHECK (y > 1)');
    expect(compareSchemas(before, await readSchema(engine)).map(lineOf)).toEqual([
      'order-only: table a, column order: x, y, z -> x, z, y',
    ]);
  });

  test('ADD COLUMN and DROP COLUMN lead back exactly', async () => {
    const engine = await database('CREATE TABLE a(x, y /* why */, CHECK (x > y)) -- tail');
    const before = await readSchema(engine);
    await run(engine, 'ALTER TABLE a ADD COLUMN z TEXT DEFAULT 1');
    expect(compareSchemas(before, await readSchema(engine))).toHaveLength(1);
    await run(engine, 'ALTER TABLE a DROP COLUMN z');
    expect(compareSchemas(before, await readSchema(engine))).toEqual([]);
  });

  test('RENAME there and back leaves quotes, and no more, in all that names the table', async () => {
    const engine = await database(
      'CREATE TABLE p(id TEXT PRIMARY KEY, n CHECK (p.n > 0))',
      "CREATE TABLE 'c'(p REFERENCES p(id) ON DELETE CASCADE, FOREIGN KEY (p) REFERENCES p)",
      "CREATE INDEX i ON 'p'(n) WHERE n > 0",
      'CREATE TRIGGER g AFTER INSERT ON p BEGIN UPDATE p SET n = 1; END',
      'CREATE VIEW v AS SELECT p.id AS Id FROM p',
    );
    const before = await readSchema(engine);
    await run(engine, 'ALTER TABLE p RENAME TO q', 'ALTER TABLE q RENAME TO p');
    const found = compareSchemas(before, await readSchema(engine));
    expect(found.map(({ object, aspect, class: kind }) => `${kind}: ${object}, ${aspect}`)).toEqual([
      'text-only: table c, text',
      'text-only: table p, text',
      'text-only: index i, text',
      'text-only: view v, text',
      'text-only: trigger g, text',
    ]);
  });
});

describe('the verdict', () => {
  const of = (kind: SchemaDifference['class']): SchemaDifference => ({
    object: 'table t',
    aspect: 'text',
    before: null,
    after: null,
    class: kind,
  });

  test('is exact when nothing differs, and else the worst class', () => {
    expect(schemaVerdict([])).toBe('exact');
    expect(schemaVerdict([of('text-only')])).toBe('text-only');
    expect(schemaVerdict([of('order-only'), of('text-only')])).toBe('order-only');
    expect(schemaVerdict([of('text-only'), of('wrong'), of('order-only')])).toBe('wrong');
  });
});
