import { describe, expect, test } from 'vitest';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { apply, copyOf, faultsInMemory, proofOf } from './copyOf.ts';

const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)';
const SHOP = [
  'CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT)',
  'CREATE TABLE orders(id INTEGER PRIMARY KEY, customer INT, note)',
  'CREATE TABLE empty(x)',
  `INSERT INTO customers ${NUMBERS} SELECT i, 'customer ' || i FROM n`,
  `INSERT INTO orders ${NUMBERS} SELECT i, i % 40, zeroblob(i * 40) FROM n`,
];

async function shown(copy: WorkingCopy): Promise<Readonly<Record<string, string>>> {
  const { tables } = await proofOf(copy);
  return Object.fromEntries(tables.map(({ table, shownBy }) => [table, shownBy]));
}

test('what was not written to is not read', async () => {
  const copy = await copyOf(...SHOP);
  expect(await proofOf(copy)).toEqual({
    tables: ['customers', 'empty', 'orders'].map((table) => ({ table, shownBy: 'pages', rows: 0 })),
    faults: [],
    cases: 0,
  });
});

test('an index that comes and goes leaves the pages of its table alone', async () => {
  const copy = await copyOf(...SHOP);
  await apply(copy, ['CREATE INDEX i ON orders(customer, note)']);
  expect(await shown(copy)).toEqual({ customers: 'pages', empty: 'pages', orders: 'pages' });
  await apply(copy, ['DROP INDEX i', 'CREATE INDEX j ON customers(name)', 'DROP INDEX j']);
  expect(await shown(copy)).toEqual({ customers: 'pages', empty: 'pages', orders: 'pages' });
});

test('what was written to is compared row by row, and the rest is not', async () => {
  const copy = await copyOf(...SHOP);
  await apply(copy, [
    'ALTER TABLE orders ADD COLUMN more',
    'UPDATE orders SET more = 1',
    'ALTER TABLE orders DROP COLUMN more',
  ]);
  const { tables, faults, cases } = await proofOf(copy);
  expect([tables.map(({ shownBy }) => shownBy), faults, cases]).toEqual([['pages', 'pages', 'join'], [], 300]);
});

test('a table of the same rows in another place is found to be the same', async () => {
  const copy = await copyOf(...SHOP);
  await apply(copy, [
    'ALTER TABLE orders RENAME TO old',
    'CREATE TABLE orders(id INTEGER PRIMARY KEY, customer INT, note)',
    'INSERT INTO orders SELECT * FROM old',
    'DROP TABLE old',
  ]);
  expect(await shown(copy)).toEqual({ customers: 'pages', empty: 'pages', orders: 'join' });
  expect((await proofOf(copy)).faults).toEqual([]);
  await copy.query('VACUUM');
  expect((await proofOf(copy)).faults).toEqual([]);
});

test('two tables that changed places are not taken for each other', async () => {
  const copy = await copyOf(
    'CREATE TABLE a(x)',
    'CREATE TABLE b(x)',
    'INSERT INTO a VALUES (1)',
    'INSERT INTO b VALUES (2)',
  );
  await apply(copy, ['ALTER TABLE a RENAME TO c', 'ALTER TABLE b RENAME TO a', 'ALTER TABLE c RENAME TO b']);
  const { faults } = await proofOf(copy);
  expect(faults.map(({ table, kind, count }) => [table, kind, count])).toEqual([
    ['a', 'values changed', 1],
    ['b', 'values changed', 1],
  ]);
});

test('the same bytes under another text are read, because that decides what they mean', async () => {
  const copy = await copyOf('CREATE TABLE t(a INTEGER PRIMARY KEY, b AS (a + 1))', 'INSERT INTO t VALUES (1)');
  await apply(copy, ['ALTER TABLE t DROP COLUMN b', 'ALTER TABLE t ADD COLUMN b AS (a + 2)']);
  const { tables, faults } = await proofOf(copy);
  expect(tables.map(({ shownBy }) => shownBy)).toEqual(['join']);
  expect(faults.map(({ column, keys }) => [column, keys])).toEqual([['b', ['1']]]);
});

test('tables without rows are not compared, and a table that is gone has lost its rows', async () => {
  const copy = await copyOf(...SHOP);
  await apply(copy, ['DROP TABLE empty', 'CREATE TABLE other(y)', 'CREATE TABLE empty(x)', 'DROP TABLE customers']);
  const { tables, faults } = await proofOf(copy);
  expect(tables.map(({ shownBy }) => shownBy)).toEqual(['missing', 'empty', 'pages']);
  expect(faults).toEqual([
    { severity: 'error', table: 'customers', column: null, kind: 'rows lost', count: 300, of: 300, keys: [] },
  ]);
});

test('rows in a table that had none are added', async () => {
  const copy = await copyOf(...SHOP);
  await apply(copy, ['INSERT INTO empty VALUES (1), (2)']);
  const { faults } = await proofOf(copy);
  expect(faults).toEqual([
    {
      severity: 'error',
      table: 'empty',
      column: null,
      kind: 'rows added',
      count: 2,
      of: 0,
      keys: ['rowid 1', 'rowid 2'],
    },
  ]);
});

describe('a virtual table', () => {
  const FTS = ['CREATE VIRTUAL TABLE f USING fts5(body)', "INSERT INTO f VALUES ('one'), ('two')"];

  test('is not read when nothing was written to its shadow tables', async () => {
    const copy = await copyOf(...SHOP, ...FTS);
    await apply(copy, ['CREATE INDEX i ON orders(customer)']);
    expect(await shown(copy)).toEqual({ customers: 'pages', empty: 'pages', f: 'pages', orders: 'pages' });
  });

  test('is compared by the rows that it shows', async () => {
    const copy = await copyOf(...FTS);
    await apply(copy, ["UPDATE f SET body = 'three' WHERE rowid = 2", "INSERT INTO f(f) VALUES ('optimize')"]);
    const { tables, faults } = await proofOf(copy);
    expect(tables).toEqual([{ table: 'f', shownBy: 'join', rows: 2 }]);
    expect(faults.map(({ keys, ...fault }) => fault)).toEqual(await faultsInMemory(copy));
    expect(faults.map(({ column, keys }) => [column, keys])).toEqual([['body', ['rowid 2']]]);
  });

  test('that shows the rows of another table has none of its own', async () => {
    const copy = await copyOf(
      'CREATE TABLE docs(id INTEGER PRIMARY KEY, body)',
      "INSERT INTO docs VALUES (1, 'one'), (2, 'two')",
      "CREATE VIRTUAL TABLE f USING fts5(body, content='docs', content_rowid='id')",
      "INSERT INTO f(f) VALUES ('rebuild')",
    );
    expect(await shown(copy)).toEqual({ docs: 'pages', f: 'pages' });
    await apply(copy, ["UPDATE docs SET body = 'three' WHERE id = 2"]);
    expect(await shown(copy)).toEqual({ docs: 'join', f: 'unreadable' });
    const { faults } = await proofOf(copy);
    expect(faults.map(({ keys, ...fault }) => fault)).toEqual(await faultsInMemory(copy));
  });

  test('that only answers queries is named as unread', async () => {
    const copy = await copyOf('CREATE VIRTUAL TABLE v USING fts5vocab(f, row)');
    expect(await shown(copy)).toEqual({ v: 'unreadable' });
  });
});

test('one byte, one type, one row and one mark are each found in a larger database', async () => {
  const setUp = [
    ...SHOP,
    'CREATE TABLE counted(id INTEGER PRIMARY KEY AUTOINCREMENT, x)',
    'INSERT INTO counted(x) VALUES (1), (2)',
  ];
  for (const [change, expected] of [
    [
      "UPDATE orders SET note = CAST(substr(note, 1, 11000) || x'01' || substr(note, 11002) AS BLOB) WHERE id = 299",
      'orders.note values changed 299',
    ],
    ['UPDATE orders SET note = CAST(note AS TEXT) WHERE id = 17', 'orders.note values changed 17'],
    ["UPDATE customers SET name = 'customer 8 ' WHERE id = 8", 'customers.name values changed 8'],
    ['DELETE FROM orders WHERE id = 150', 'orders.null rows lost 150'],
    ["INSERT INTO customers VALUES (-1, 'x')", 'customers.null rows added -1'],
    ['UPDATE sqlite_sequence SET seq = 1', 'counted.null sequence lowered '],
    ['UPDATE counted SET x = 1.0 WHERE id = 1', 'counted.x values changed 1'],
  ] as const) {
    const copy = await copyOf(...setUp);
    await apply(copy, [change]);
    const { faults } = await proofOf(copy);
    expect(faults.map(({ table, column, kind, keys }) => `${table}.${column} ${kind} ${keys.join()}`)).toEqual([
      expected,
    ]);
  }
});
