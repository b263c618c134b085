import { expect, test } from 'vitest';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { newOrphans, type Orphans, readOrphans } from '../../../harness/rehearsal/identity/orphans.ts';
import { apply, copyOf } from './copyOf.ts';

const FAMILY = [
  'PRAGMA foreign_keys = OFF',
  'CREATE TABLE parent(id INTEGER PRIMARY KEY, a, b, UNIQUE(a, b))',
  'CREATE TABLE child(k TEXT PRIMARY KEY, a, b, p REFERENCES parent, FOREIGN KEY(a, b) REFERENCES parent(a, b))',
  'INSERT INTO parent VALUES (1, 1, 1), (2, 2, 2)',
  "INSERT INTO child VALUES ('one', 1, 1, 1), ('two', 2, 2, 2), ('stray', 1, 2, 1), (NULL, 2, 2, 7)",
];

async function orphansOf(copy: WorkingCopy): Promise<readonly Orphans[]> {
  return readOrphans(copy, await readSchema(copy));
}

/** What a script, run without foreign keys, leaves that was not there. */
async function newOnes(setUp: readonly string[], script: readonly string[]): Promise<readonly Orphans[]> {
  const copy = await copyOf(...setUp);
  const before = await orphansOf(copy);
  for (const sql of ['PRAGMA foreign_keys = OFF', ...script]) await copy.query(sql);
  return newOrphans(before, await orphansOf(copy));
}

test('rows without a parent are listed by table, foreign key and row', async () => {
  expect(await orphansOf(await copyOf(...FAMILY))).toEqual([
    {
      table: 'child',
      columns: ['a', 'b'],
      parent: 'parent',
      count: 1,
      first: [{ id: 'tstray', key: "'stray'" }],
      problem: null,
    },
    {
      table: 'child',
      columns: ['p'],
      parent: 'parent',
      count: 1,
      first: [{ id: 'rowid 4', key: 'rowid 4' }],
      problem: null,
    },
  ]);
});

test('those that were there before are not new', async () => {
  expect(await newOnes(FAMILY, ["UPDATE child SET a = 5 WHERE k = 'stray'"])).toEqual([]);
});

test('those that come are new, also where others go', async () => {
  expect(
    await newOnes(FAMILY, ["DELETE FROM child WHERE k = 'stray'", "UPDATE child SET b = 9 WHERE k = 'two'"]),
  ).toEqual([
    {
      table: 'child',
      columns: ['a', 'b'],
      parent: 'parent',
      count: 1,
      first: [{ id: 'ttwo', key: "'two'" }],
      problem: null,
    },
  ]);
});

test('those of a rebuilt table are known by their key again', async () => {
  const rebuild = [
    'CREATE TABLE n(k TEXT PRIMARY KEY, a, b, p REFERENCES parent, FOREIGN KEY(a, b) REFERENCES parent(a, b))',
    "INSERT INTO n SELECT * FROM child WHERE k = 'stray' UNION ALL SELECT * FROM child WHERE k IS NULL",
    'DROP TABLE child',
    'ALTER TABLE n RENAME TO child',
  ];
  const found = await newOnes(FAMILY, rebuild);
  expect(found.map(({ columns, first }) => [columns, first.map(({ key }) => key)])).toEqual([[['p'], ['rowid 2']]]);
});

test('only some are remembered, and then their number tells', async () => {
  const many = (from: number, to: number): string =>
    `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to}) INSERT INTO child(k, p) SELECT 'k' || i, i FROM n`;
  const setUp = [...FAMILY, many(10, 2000)];
  expect(await newOnes(setUp, [])).toEqual([]);
  const [more] = await newOnes(setUp, [many(2001, 2005)]);
  expect([more?.columns, more?.count]).toEqual([['p'], 5]);
  const [all] = await newOnes(FAMILY, [many(10, 2000)]);
  expect([all?.count, all?.first.length]).toEqual([1991, 999]);
});

test('those of a table without rowids are counted', async () => {
  const setUp = [
    'PRAGMA foreign_keys = OFF',
    'CREATE TABLE parent(id INTEGER PRIMARY KEY)',
    'CREATE TABLE child(k TEXT PRIMARY KEY, p REFERENCES parent) WITHOUT ROWID',
    "INSERT INTO child VALUES ('a', 1)",
  ];
  expect(await newOnes(setUp, [])).toEqual([]);
  const found = await newOnes(setUp, ["INSERT INTO child VALUES ('b', 1)"]);
  expect(found.map(({ count, first }) => [count, first])).toEqual([[1, []]]);
});

test('a foreign key that cannot be checked is told once', async () => {
  const setUp = [
    'CREATE TABLE parent(id, x)',
    'CREATE TABLE child(p REFERENCES parent(id))',
    'CREATE UNIQUE INDEX i ON parent(id)',
    'INSERT INTO parent VALUES (1, 1)',
    'INSERT INTO child VALUES (1)',
  ];
  const copy = await copyOf(...setUp);
  const before = await orphansOf(copy);
  await apply(copy, ['DROP INDEX i']);
  const found = newOrphans(before, await orphansOf(copy));
  expect(found.map(({ problem }) => problem)).toEqual(['foreign key mismatch - "child" referencing "parent"']);
  expect(newOrphans(found, await orphansOf(copy))).toEqual([]);
});
