import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { Table } from '../../harness/model/schema.ts';
import { areAlike } from '../../harness/mutation/sameness/alike.ts';
import { isOfDomain } from '../../harness/mutation/sameness/domain.ts';
import { haveSameKeys } from '../../harness/mutation/sameness/impliedKeys.ts';
import { isNeverNull } from '../../harness/mutation/sameness/neverNull.ts';
import { holdsOneRow } from '../../harness/mutation/sameness/oneRow.ts';
import { acceptSameRows } from '../../harness/mutation/sameness/ordered.ts';
import { followsFromType } from '../../harness/mutation/sameness/storageClass.ts';
import { databaseOf } from '../generate/database.ts';

async function tablesOf(sql: string): Promise<readonly Table[]> {
  const { engine, schema } = await databaseOf(sql);
  await engine.close();
  return schema.tables;
}

async function tableOf(sql: string): Promise<Table> {
  const [table] = await tablesOf(sql);
  if (table === undefined) throw new Error('there is no table');
  return table;
}

async function pairOf(body: string, other: string): Promise<readonly [Table, Table]> {
  return [await tableOf(`CREATE TABLE t (${body})`), await tableOf(`CREATE TABLE t (${other})`)];
}

describe('CHECKs that only compare', () => {
  const same = async (body: string, other: string) =>
    acceptSameRows(() => openBetterSqlite3(), ...(await pairOf(body, other)));

  test.each([
    [
      'a bound that two others imply',
      'a INT NOT NULL CHECK (a >= 0), b INT NOT NULL CHECK (b >= 0), CHECK (b <= a)',
      'a INT NOT NULL, b INT NOT NULL CHECK (b >= 0), CHECK (b <= a)',
    ],
    [
      'a side that a list leaves empty',
      "k TEXT CHECK (k IN ('a', 'b', 'c')), n INT, CHECK (k <> 'c' OR n > 0)",
      "k TEXT CHECK (k IN ('a', 'b', 'c')), n INT, CHECK (k < 'c' OR n > 0)",
    ],
    [
      'branches that meet',
      'q INT CHECK (CASE WHEN q < 10 THEN q > 5 ELSE q < 20 END)',
      'q INT CHECK (CASE WHEN q <= 10 THEN q > 5 ELSE q < 20 END)',
    ],
    [
      'a remainder that is never negative',
      'm INT CHECK (m % 5 = 0 AND m BETWEEN 5 AND 120)',
      'm INT CHECK (m % 5 <= 0 AND m BETWEEN 5 AND 120)',
    ],
  ])('accept the same rows: %s', async (_, body, other) => {
    expect(await same(body, other)).toBe(true);
  });

  test.each([
    [
      'a bound that NULL sets free',
      'a INT CHECK (a >= 0), b INT CHECK (b >= 0), CHECK (b <= a)',
      'a INT, b INT CHECK (b >= 0), CHECK (b <= a)',
    ],
    [
      'a fraction between two bounds',
      'm INT CHECK (m % 5 = 0 AND m BETWEEN 5 AND 120)',
      'm INT CHECK (m % 5 = 0 AND m BETWEEN 5 AND 121)',
    ],
    ['a word between two others', "k TEXT CHECK (k >= 'a' AND k <= 'c')", "k TEXT CHECK (k > 'a' AND k <= 'c')"],
    ['a function', 'a INT CHECK (abs(a) <= 5)', 'a INT CHECK (abs(a) <= 5 OR a = 5)'],
    ['columns of two affinities that meet', 'a TEXT, b INT, CHECK (a < b)', 'a TEXT, b INT, CHECK (a < b OR a < b)'],
  ])('are not said to do so, or do not: %s', async (_, body, other) => {
    expect(await same(body, other)).toBe(false);
  });
});

describe('a column', () => {
  const is = async (sql: string, domain: 'numbers' | 'words' | 'signs', column = 'c') => {
    const tables = await tablesOf(sql);
    const table = tables.at(-1);
    return table !== undefined && isOfDomain(tables, table, column, domain);
  };

  test.each([
    ['numbers', 'CREATE TABLE t (c NUMERIC CHECK (c > 30 AND c < 45.0))'],
    ['numbers', 'CREATE TABLE t (c REAL CHECK (c BETWEEN -90.0 AND 90.0))'],
    ['numbers', 'CREATE TABLE t (c INT CHECK (c IN (0, 1) OR c IS NULL))'],
    ['numbers', 'CREATE TABLE t (d INT NOT NULL CHECK (d <= 9), c INT CHECK (c < d))'],
    ['numbers', 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (c INT REFERENCES p (id))'],
    ['words', "CREATE TABLE t (c TEXT CHECK (c = 'giro' OR c = 'loan'))"],
    ['words', "CREATE TABLE t (c TEXT CHECK (c LIKE 'AB-%'))"],
    ['words', "CREATE TABLE t (c TEXT CHECK (c >= 'A00' AND c <= 'E99'))"],
    [
      'words',
      "CREATE TABLE p (k TEXT PRIMARY KEY CHECK (k GLOB '[A-Z][A-Z]')); CREATE TABLE t (c TEXT REFERENCES p (k))",
    ],
    ['signs', "CREATE TABLE t (c TEXT CHECK (c IN ('1-0', '0-1', '*')))"],
    ['signs', "CREATE TABLE t (c TEXT CHECK (c GLOB '[0-9][0-9]-[0-9]'))"],
  ] as const)('holds %s: %s', async (domain, sql) => {
    expect(await is(sql, domain)).toBe(true);
  });

  test.each([
    ['numbers', 'CREATE TABLE t (c NUMERIC CHECK (c > 30))'],
    ['numbers', 'CREATE TABLE t (c TEXT CHECK (c < 45))'],
    ['numbers', 'CREATE TABLE t (d INT CHECK (d <= 9), c INT CHECK (c < d))'],
    ['numbers', 'CREATE TABLE t (d INT, c INT CHECK (c < 9 OR d = 1))'],
    ['words', "CREATE TABLE t (c TEXT CHECK (c IN ('a', '1')))"],
    ['words', "CREATE TABLE t (c TEXT CHECK (c LIKE '%A'))"],
    [
      'words',
      "CREATE TABLE p (k TEXT, n INT, PRIMARY KEY (k, n), CHECK (k = 'a')); CREATE TABLE t (c TEXT, d INT, FOREIGN KEY (c, d) REFERENCES p (k, n))",
    ],
    ['signs', "CREATE TABLE t (c TEXT CHECK (c GLOB '#[0-9a-f]'))"],
    ['signs', "CREATE TABLE t (c TEXT CHECK (c IN ('_')))"],
  ] as const)('is not said to hold %s: %s', async (domain, sql) => {
    expect(await is(sql, domain)).toBe(false);
  });
});

describe('keys', () => {
  const index = async (first: string, second: string) => {
    const table = (extra: string) =>
      tableOf(`CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, y TEXT, z TEXT); ${extra}`);
    return haveSameKeys(await table(first), await table(second));
  };

  test.each([
    ['an index with the key in it', '', 'CREATE UNIQUE INDEX i ON t (x, id)'],
    [
      'a key of less columns',
      'CREATE UNIQUE INDEX i ON t (x)',
      'CREATE UNIQUE INDEX i ON t (x); CREATE UNIQUE INDEX j ON t (x, y)',
    ],
    [
      'a key of what a function makes',
      'CREATE UNIQUE INDEX i ON t (lower(x))',
      'CREATE UNIQUE INDEX i ON t (lower(x)); CREATE UNIQUE INDEX j ON t (x, y)',
    ],
    [
      'a key of some rows',
      'CREATE UNIQUE INDEX i ON t (x)',
      "CREATE UNIQUE INDEX i ON t (x); CREATE UNIQUE INDEX j ON t (x) WHERE y > 'm'",
    ],
  ])('follow from another: %s', async (_, first, second) => {
    expect(await index(first, second)).toBe(true);
  });

  test.each([
    [
      'a key of other columns',
      'CREATE UNIQUE INDEX i ON t (x)',
      'CREATE UNIQUE INDEX i ON t (x); CREATE UNIQUE INDEX j ON t (y)',
    ],
    [
      'one of all rows from one of some',
      "CREATE UNIQUE INDEX i ON t (x) WHERE y > 'm'",
      'CREATE UNIQUE INDEX i ON t (x)',
    ],
    [
      'one that knows no letters from one that does',
      'CREATE UNIQUE INDEX i ON t (x)',
      'CREATE UNIQUE INDEX i ON t (x COLLATE NOCASE)',
    ],
    [
      'one of the column from one of a function that can be NULL',
      'CREATE UNIQUE INDEX i ON t (nullif(x, 1))',
      'CREATE UNIQUE INDEX i ON t (nullif(x, 1)); CREATE UNIQUE INDEX j ON t (x)',
    ],
  ])('do not follow from another: %s', async (_, first, second) => {
    expect(await index(first, second)).toBe(false);
  });

  test('of a table with one row at most forbid nothing more', async () => {
    expect(holdsOneRow(await tableOf('CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id = 1), a TEXT)'))).toBe(true);
    expect(holdsOneRow(await tableOf('CREATE TABLE t (id INT PRIMARY KEY CHECK (id = 1), a TEXT)'))).toBe(false);
    expect(holdsOneRow(await tableOf('CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id > 1), a TEXT)'))).toBe(false);
  });
});

describe('a comparison', () => {
  const alike = async (body: string, other: string) => areAlike(...(await pairOf(body, other)));

  test('with the least text, or with the text in other letters, has one side', async () => {
    expect(await alike("a TEXT CHECK (trim(a) <> '')", "a TEXT CHECK (trim(a) > '')")).toBe(true);
    expect(await alike('a TEXT CHECK (a = upper(a))', 'a TEXT CHECK (a <= upper(a))')).toBe(true);
    expect(await alike('a TEXT CHECK (a = lower(a))', 'a TEXT CHECK (a >= lower(a))')).toBe(true);
  });

  test('of numbers, or with the other letters, has two', async () => {
    expect(await alike("a INT CHECK (a <> '')", "a INT CHECK (a > '')")).toBe(false);
    expect(await alike('a TEXT CHECK (a = upper(a))', 'a TEXT CHECK (a >= upper(a))')).toBe(false);
  });
});

test('a generated column is never NULL where nothing in it can be', async () => {
  const generated = async (expression: string) => {
    const table = await tableOf(`CREATE TABLE t (a TEXT NOT NULL, b INT NOT NULL, c TEXT, g AS (${expression}))`);
    return table.columns.some((column) => column.name === 'g' && isNeverNull(table, column));
  };
  expect(await generated("upper(a) || '!'")).toBe(true);
  expect(await generated('upper(c)')).toBe(false);
  expect(await generated('b * b')).toBe(false);
});

test('a CHECK of the type says nothing new in a STRICT table', async () => {
  const strict = async (body: string) => tableOf(`CREATE TABLE t (${body}) STRICT`);
  const none = await strict('a BLOB NOT NULL');
  expect(followsFromType(await strict("a BLOB NOT NULL CHECK (typeof(a) = 'blob')"), none)).toBe(true);
  const open = await strict('a BLOB');
  expect(followsFromType(await strict("a BLOB CHECK (typeof(a) = 'blob')"), open)).toBe(false);
});
