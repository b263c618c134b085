import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compareNamed } from '../../harness/commands/compare.ts';
import type { CompareOptions } from '../../harness/commands/compareOptions.ts';
import type { Comparison } from '../../harness/model/comparison.ts';
import { arbitrarySchema } from '../generate/arbitrarySchema.ts';
import { databaseOf } from '../generate/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepproof-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function sqlFile(sql: string): string {
  const path = join(folder, `${++files}.sql`);
  writeFileSync(path, sql);
  return path;
}

function databaseFile(sql: string): string {
  const path = join(folder, `${++files}.db`);
  const db = new Database(path);
  db.exec(sql);
  db.close();
  return path;
}

async function compare(a: string, b: string, options: CompareOptions = {}): Promise<Comparison> {
  return compareNamed(sqlFile(a), sqlFile(b), options, null);
}

/** What refuses each statement that the other accepts: `A SQLITE_CONSTRAINT_CHECK`. */
function refusals({ behaviour }: Comparison): readonly string[] {
  return behaviour.map(({ a, b }) =>
    a.outcome === 'accepted' ? `B ${b.code ?? b.outcome}` : `A ${a.code ?? a.outcome}`,
  );
}

const USERS = 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INTEGER CHECK (age >= 0));';
const POSTS = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users (id), body TEXT);';

describe('two schemas', () => {
  test('that are the same byte for byte are equal, and nothing has to be tried', async () => {
    expect(await compare(USERS, USERS)).toMatchObject({
      equal: true,
      cases: 0,
      text: [],
      structure: [],
      behaviour: [],
    });
  });

  test('that are quoted and spaced otherwise are equal, unless the text counts', async () => {
    const quoted = USERS.replace('TABLE users', 'TABLE  "users"');
    const lax = await compare(USERS, quoted);
    expect(lax).toMatchObject({ equal: true, structure: [], behaviour: [] });
    expect(lax.text.map(({ object }) => object)).toEqual(['table users']);
    expect(lax.cases).toBeGreaterThan(20);
    expect(await compare(USERS, quoted, { strictText: true })).toMatchObject({ equal: false });
  });

  test.each([
    ['a NOT NULL', USERS.replace(' NOT NULL', ''), 'A SQLITE_CONSTRAINT_NOTNULL'],
    ['a UNIQUE', USERS.replace(' UNIQUE', ''), 'A SQLITE_CONSTRAINT_UNIQUE'],
    ['a CHECK', USERS.replace(' CHECK (age >= 0)', ''), 'A SQLITE_CONSTRAINT_CHECK'],
    ['a bound that moves by one', USERS.replace('>=', '>'), 'B SQLITE_CONSTRAINT_CHECK'],
    ['a collation of a key', USERS.replace('UNIQUE', 'COLLATE NOCASE UNIQUE'), 'B SQLITE_CONSTRAINT_UNIQUE'],
    ['STRICT', USERS.replace('));', ')) STRICT;'), 'B SQLITE_CONSTRAINT_DATATYPE'],
    ['ON CONFLICT IGNORE', USERS.replace('UNIQUE', 'UNIQUE ON CONFLICT IGNORE'), 'A SQLITE_CONSTRAINT_UNIQUE'],
  ])('differ by %s: a statement shows it, whichever comes first', async (_, other, refusal) => {
    const there = await compare(USERS, other);
    expect(there.equal).toBe(false);
    expect(refusals(there)).toContain(refusal);
    const opposite = refusal.startsWith('A') ? refusal.replace('A', 'B') : refusal.replace('B', 'A');
    if (!other.includes('IGNORE')) expect(refusals(await compare(other, USERS))).toContain(opposite);
  });

  test('differ once by a foreign key, whatever else a row without a parent was made for', async () => {
    const { behaviour } = await compare(USERS + POSTS, USERS + POSTS.replace(' REFERENCES users (id)', ''));
    expect(behaviour).toHaveLength(1);
    expect(behaviour[0]).toMatchObject({
      table: 'posts',
      constraint: 'FOREIGN KEY (author)',
      row: 'a row without a parent',
      a: { outcome: 'refused', code: 'SQLITE_CONSTRAINT_FOREIGNKEY' },
      b: { outcome: 'accepted', code: null },
    });
  });

  test('that differ in when a foreign key is asked for differ until the commit alone', async () => {
    const deferred = POSTS.replace('(id),', '(id) DEFERRABLE INITIALLY DEFERRED,');
    const { structure, behaviour } = await compare(USERS + POSTS, USERS + deferred);
    expect(structure).not.toEqual([]);
    expect(behaviour).toHaveLength(1);
    expect(behaviour[0]).toMatchObject({
      table: 'posts',
      statement: expect.stringMatching(/^DELETE FROM "users" WHERE/),
      a: { outcome: 'refused', code: 'SQLITE_CONSTRAINT_FOREIGNKEY' },
      b: { outcome: 'accepted' },
    });
  });

  test('differ by what becomes of the children of a parent that goes', async () => {
    const cascading = POSTS.replace('(id),', '(id) ON DELETE CASCADE,');
    const { behaviour } = await compare(USERS + POSTS, USERS + cascading);
    expect(behaviour.map(({ table, statement }) => [table, statement.split(' ')[0]])).toEqual([['posts', 'DELETE']]);
    expect(behaviour[0]).toMatchObject({ a: { outcome: 'refused', result: null }, b: { outcome: 'accepted' } });
  });

  test('differ by a cascade that only an isolated parent shows', async () => {
    const both = (action: string) => `CREATE TABLE w (id INTEGER PRIMARY KEY);
CREATE TABLE i (id INTEGER PRIMARY KEY, w INTEGER NOT NULL REFERENCES w (id) ON DELETE CASCADE);
CREATE TABLE x (id INTEGER PRIMARY KEY, w INTEGER NOT NULL REFERENCES w (id), i INTEGER NOT NULL REFERENCES i (id) ${action});`;
    const { behaviour } = await compare(both('ON DELETE CASCADE'), both('ON DELETE CASCADE ON UPDATE CASCADE'));
    expect(behaviour.map(({ table }) => table)).toEqual(['x']);
    expect(behaviour[0]?.statement).toMatch(/^UPDATE "i" SET/);
  });

  test.each([
    ['a default', 'CREATE TABLE t (a TEXT NOT NULL, n INT DEFAULT 1);', 'DEFAULT 1', 'DEFAULT 2'],
    ['an affinity', 'CREATE TABLE t (a TEXT NOT NULL, n INT);', 'n INT', 'n TEXT'],
    ['a collation', 'CREATE TABLE t (a TEXT NOT NULL, n INT);', 'a TEXT', 'a TEXT COLLATE NOCASE'],
    ['a view', 'CREATE TABLE t (a TEXT, n INT); CREATE VIEW v AS SELECT a FROM t WHERE n > 3;', 'n > 3', 'n >= 3'],
    [
      'a trigger',
      'CREATE TABLE t (a TEXT, n INT); CREATE TRIGGER c AFTER UPDATE OF a ON t BEGIN UPDATE t SET n = 5; END;',
      'n = 5',
      'n = 6',
    ],
    ['a conflict clause', 'CREATE TABLE t (a TEXT UNIQUE ON CONFLICT FAIL, n INT);', 'FAIL', 'ROLLBACK'],
  ])('differ by %s: a query shows it', async (_, sql, from, to) => {
    const { behaviour } = await compare(sql, sql.replace(from, to));
    expect(behaviour).not.toEqual([]);
    expect(behaviour.every(({ a, b }) => JSON.stringify(a) !== JSON.stringify(b))).toBe(true);
    expect(behaviour[0]?.reads).toMatch(/^SELECT /);
  });

  test('differ where a key of one points at what is no key, and keeps every row out', async () => {
    const { behaviour } = await compare(USERS + POSTS, USERS + POSTS.replace('users (id)', 'users (age)'));
    expect(behaviour.map(({ b }) => b.message)).toContain('foreign key mismatch - "posts" referencing "users"');
  });

  test('with other indexes behave the same: which one serves a query is no behaviour', async () => {
    const { structure, behaviour } = await compare(`${USERS} CREATE INDEX i ON users (age);`, USERS);
    expect(structure).not.toEqual([]);
    expect(behaviour).toEqual([]);
  });

  test('differ by a trigger that refuses rows', async () => {
    const trigger = "CREATE TRIGGER t BEFORE INSERT ON users BEGIN SELECT RAISE(ABORT, 'no'); END;";
    const comparison = await compare(USERS, USERS + trigger);
    expect(refusals(comparison)).toContain('B SQLITE_CONSTRAINT_TRIGGER');
  });

  test('of which one lacks a table or a column differ in structure alone', async () => {
    const { structure, behaviour } = await compare(USERS + POSTS, USERS.replace(', age INTEGER CHECK (age >= 0)', ''));
    expect(structure.map(({ object }) => object)).toEqual(['table posts', 'column users.age']);
    expect(behaviour).toEqual([]);
  });

  test('of which one demands a column more differ in structure alone, and it is said what was not tried', async () => {
    const { behaviour, untested } = await compare(USERS, USERS.replace('age', 'code TEXT NOT NULL, age'));
    expect(behaviour).toEqual([]);
    expect(untested.map(({ reason }) => reason)).toEqual([
      'only one of the two has code, which cannot be left out',
      'only one of the two has code',
    ]);
  });

  test('of which one replaces rows in silence are tried beside the same rows all the same', async () => {
    const plain = 'CREATE TABLE t (id INTEGER PRIMARY KEY, g INTEGER CHECK (g IN (0, 1)), u INTEGER NOT NULL UNIQUE);';
    const { structure, behaviour } = await compare(plain, plain.replace('CHECK', 'UNIQUE ON CONFLICT REPLACE CHECK'));
    expect(structure).not.toEqual([]);
    expect(behaviour).toEqual([]);
  });

  test('are told apart below a parent that has other columns', async () => {
    const wider = USERS.replace('age INTEGER', 'name TEXT, age INTEGER');
    const { behaviour } = await compare(
      USERS + POSTS,
      wider + POSTS.replace('body TEXT', "body TEXT CHECK (body <> 'x')"),
    );
    expect(behaviour.map(({ table, b }) => [table, b.code])).toEqual([['posts', 'SQLITE_CONSTRAINT_CHECK']]);
  });
});

test('a statement that is shown is treated as it says, pasted into an empty database', async () => {
  const checks =
    "CREATE TABLE t (a INTEGER CHECK (a BETWEEN 3 AND 9), b TEXT CHECK (b IN ('x', 'y')), c BLOB NOT NULL);";
  const { behaviour } = await compare(checks, 'CREATE TABLE t (a INTEGER, b TEXT, c BLOB);');
  expect(behaviour.length).toBeGreaterThanOrEqual(3);
  for (const { statement, a, b } of behaviour) {
    const strict = await (await databaseOf(checks)).engine.apply([{ text: statement }], { foreignKeys: 'on' });
    expect(strict?.code ?? null).toBe(a.code);
    expect(b.outcome).toBe('accepted');
  }
});

test('no schema behaves otherwise than the same with a comment in it', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySchema(), async (sql) => {
      const commented = sql.replaceAll(/(CREATE TABLE [^(]*)\(/g, '$1(/* same */ ');
      const { cases, structure, behaviour } = await compare(sql, commented);
      expect({ structure, behaviour }).toEqual({ structure: [], behaviour: [] });
      expect(cases).toBeGreaterThan(0);
    }),
    { numRuns: 8 },
  );
});

describe('a database', () => {
  test('is compared by its schema and stays as it is', async () => {
    const path = databaseFile(`${USERS} INSERT INTO users VALUES (1, 'a', -0); CREATE TABLE d1_migrations (id);`);
    const before = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(await compareNamed(sqlFile(USERS), path, {}, null)).toMatchObject({ equal: true });
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(before);
  });

  test('with virtual tables is built again without the tables that they make by themselves', async () => {
    const search = 'CREATE VIRTUAL TABLE search USING fts5(body);';
    const path = databaseFile(
      `${search} CREATE VIEW v AS SELECT body FROM search; CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT);`,
    );
    expect(await compareNamed(path, path, {}, null)).toMatchObject({ equal: true, structure: [] });
  });

  test('that is damaged cannot be compared', async () => {
    const path = databaseFile(USERS);
    writeFileSync(path, readFileSync(path).subarray(0, 100));
    await expect(compareNamed(path, path, {}, null)).rejects.toMatchObject({ code: 'database-corrupt' });
  });
});

describe('a script', () => {
  test('that does not run cannot be compared, and the place is named', async () => {
    const path = sqlFile('CREATE TABLE a (x);\nCREATE TABLE a (y);');
    await expect(compareNamed(path, path, {}, null)).rejects.toMatchObject({
      code: 'script-failed',
      detail: { location: { line: 2, column: 1 } },
    });
  });

  test('that reaches outside its database is not run', async () => {
    const path = sqlFile("ATTACH 'other.db' AS other;");
    await expect(compareNamed(path, path, {}, null)).rejects.toMatchObject({ code: 'sql-refused' });
  });

  test('as the shell writes it, with the tables of SQLite itself and a transaction around it, is read', async () => {
    const dumped = `BEGIN TRANSACTION; CREATE TABLE sqlite_sequence(name,seq); ${USERS} COMMIT;`;
    expect(await compare(dumped, USERS)).toMatchObject({ equal: true });
  });
});
