import { afterEach, describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../../harness/model/engine.ts';
import { keysInWords } from '../../../harness/rehearsal/rows/keyedRows.ts';
import { offendingRows } from '../../../harness/rehearsal/rows/offendingRows.ts';
import { splitStatements } from '../../../harness/sql/split.ts';

const SCHEMA = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, age);
  INSERT INTO users VALUES (1, 'Ada', 'ada@x', 36), (2, 'ada', NULL, 'old'), (3, 'Ada', 'no mail', 3.5), (4, 'Bob', 'bob@x', NULL);
`;

const opened: Engine[] = [];

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

async function databaseWith(sql: string): Promise<Engine> {
  const engine = await openBetterSqlite3();
  opened.push(engine);
  const failure = await engine.apply(splitStatements(sql).statements, { foreignKeys: 'on' });
  if (failure !== null) throw new Error(failure.message);
  return engine;
}

/** What is said of the rows that a script fails on. */
async function offenders(script: string, schema = SCHEMA, showValues = false): Promise<readonly string[]> {
  const engine = await databaseWith(schema);
  const statements = splitStatements(script).statements;
  const failure = await (await engine.fork()).apply(statements, { foreignKeys: 'on' });
  if (failure === null) throw new Error('the script was meant to fail');
  const before = await readSchema(engine);
  const found = await offendingRows(
    engine,
    { statements, failure, before, foreignKeys: 'on' },
    () => openBetterSqlite3(),
    showValues,
  );
  expect(await engine.query('SELECT count(*) FROM temp.sqlite_schema')).toEqual([[0n]]);
  for (const { query, rows } of found) await expectListed(engine, script, query, rows.total);
  return found.map(({ table, constraint, rows }) => `${table}: ${constraint}: ${keysInWords(rows)}`);
}

/** The query that a person is given lists rows where the script has not changed them itself. */
async function expectListed(engine: Engine, script: string, query: string, total: number): Promise<void> {
  if (/UPDATE|INSERT INTO t |ADD COLUMN/.test(script)) return;
  const rows = await engine.query(query);
  const listed = query.includes('count(*)') ? rows.reduce((sum, row) => sum + Number(row.at(-1)), 0) : rows.length;
  expect(listed, query).toBe(total);
}

const REBUILD = (columns: string, options = '') => `
  CREATE TABLE users_new (${columns})${options};
  INSERT INTO users_new (id, name, email, age) SELECT id, name, email, age FROM users;
  DROP TABLE users;
  ALTER TABLE users_new RENAME TO users;`;

describe('the rows that a script fails on', () => {
  test.each([
    ['CREATE UNIQUE INDEX u ON users (name)', 'users: unique index u: id 1, 3'],
    ['CREATE UNIQUE INDEX u ON users (name COLLATE NOCASE)', 'users: unique index u: id 1, 2, 3'],
    ['CREATE UNIQUE INDEX u ON users (lower(name))', 'users: unique index u: id 1, 2, 3'],
    ['CREATE UNIQUE INDEX u ON users (name) WHERE id <> 2', 'users: unique index u: id 1, 3'],
    ['CREATE UNIQUE INDEX u ON users (name, email IS NULL)', 'users: unique index u: id 1, 3'],
    [
      "UPDATE users SET name = 'x' WHERE id > 2; CREATE UNIQUE INDEX u ON users (name)",
      'users: unique index u: id 3, 4',
    ],
    ["ALTER TABLE users ADD CHECK (email LIKE '%@%')", "users: CHECK (email LIKE '%@%'): id 3"],
    ['ALTER TABLE users ALTER COLUMN email SET NOT NULL', 'users: NOT NULL of email: id 2'],
    [
      "ALTER TABLE users ADD COLUMN kind TEXT DEFAULT 'b' CHECK (kind = 'a' OR id > 3)",
      "users: CHECK (kind = 'a' OR id > 3): id 1, 2, 3",
    ],
    [REBUILD('id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT, age'), 'users: UNIQUE (name): id 1, 3'],
    [REBUILD('id INTEGER PRIMARY KEY, name TEXT, email TEXT NOT NULL, age'), 'users: NOT NULL of email: id 2'],
    [
      REBUILD("id INTEGER PRIMARY KEY, name TEXT, email TEXT CONSTRAINT mail CHECK (email LIKE '%@%'), age"),
      'users: CHECK mail: id 3',
    ],
    [
      REBUILD('id INTEGER PRIMARY KEY, name TEXT, email TEXT, age INTEGER', ' STRICT'),
      'users: type INTEGER of age: id 2, 3',
    ],
    [
      REBUILD('id INTEGER, name TEXT PRIMARY KEY, email TEXT, age', ' WITHOUT ROWID'),
      "users: PRIMARY KEY (name): name 'Ada', 'Ada'",
    ],
    [
      "UPDATE users SET email = 'same@x'; CREATE UNIQUE INDEX u ON users (email)",
      'users: unique index u: id 1, 2, 3, 4',
    ],
  ])('are named by the engine: %s', async (script, expected) => {
    expect(await offenders(script)).toEqual([expected]);
  });

  test('are told for every constraint that the same statement meets', async () => {
    const script = REBUILD(
      "id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT NOT NULL CHECK (email LIKE '%@%'), age",
    );
    expect(await offenders(script)).toEqual([
      'users: UNIQUE (name): id 1, 3',
      'users: NOT NULL of email: id 2',
      "users: CHECK (email LIKE '%@%'): id 3",
    ]);
  });

  test('are those of an UPDATE that breaks a constraint', async () => {
    const schema =
      'CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER CHECK (n < 10)); INSERT INTO t VALUES (1, 1), (2, 6), (3, 8);';
    expect(await offenders('UPDATE t SET n = n * 2', schema)).toEqual(['t: CHECK (n < 10): id 2, 3']);
  });

  test('are those of an INSERT beside rows that are there', async () => {
    const schema = `CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE); INSERT INTO t VALUES (1, 'a');
      CREATE TABLE s (name TEXT); INSERT INTO s VALUES ('a'), ('b');`;
    expect(await offenders('INSERT INTO t (name) SELECT name FROM s', schema)).toEqual([
      't: UNIQUE (name): id NULL, 1',
    ]);
  });

  test('have the rowid for a name where there is no key', async () => {
    const schema = "CREATE TABLE t (rowid TEXT, b); INSERT INTO t VALUES ('x', 1), ('y', 1);";
    expect(await offenders('CREATE UNIQUE INDEX u ON t (b)', schema)).toEqual(['t: unique index u: _rowid_ 1, 2']);
  });

  test('show their values only when that is asked for', async () => {
    const [quiet] = await offenders('CREATE UNIQUE INDEX u ON users (name)');
    const [open] = await offenders('CREATE UNIQUE INDEX u ON users (name)', SCHEMA, true);
    expect(quiet).not.toContain('Ada');
    expect(open).toBe("users: unique index u: id 1 ['Ada'], 3 ['Ada']");
  });

  test('are counted in full and named up to the twentieth', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `(${at}, 'same')`).join(', ');
    const schema = `CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES ${rows};`;
    const [line = ''] = await offenders('CREATE UNIQUE INDEX u ON t (name)', schema);
    expect(line).toMatch(/id 0, 1, 2, .*, 19 and 10 more$/);
  });

  test('are found under names that want to be SQL', async () => {
    const schema = `CREATE TABLE "a""; DROP TABLE b; --" ("k'""" INTEGER PRIMARY KEY, "select" TEXT);
      INSERT INTO "a""; DROP TABLE b; --" VALUES (1, 'x'), (2, 'x');`;
    const script = 'CREATE UNIQUE INDEX "i""n" ON "a""; DROP TABLE b; --" ("select")';
    expect(await offenders(script, schema)).toEqual([`a"; DROP TABLE b; --: unique index i"n: k'" 1, 2`]);
  });

  test('are none where a trigger refuses, or the statement itself is wrong', async () => {
    const schema = `CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);
      CREATE TRIGGER no BEFORE UPDATE ON t BEGIN SELECT RAISE(ABORT, 'no'); END;`;
    expect(await offenders('UPDATE t SET id = 2', schema)).toEqual([]);
    expect(await offenders('UPDATE missing SET id = 2', schema)).toEqual([]);
  });
});
