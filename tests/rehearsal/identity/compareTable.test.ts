import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTables } from '../../../harness/inspect/dataDifference.ts';
import { carriedTables } from '../../../harness/inspect/sameTable.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import { readRows } from '../../../harness/inspect/tableRows.ts';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { compareTable } from '../../../harness/rehearsal/identity/compareTable.ts';
import type { TableComparison } from '../../../harness/rehearsal/identity/tableComparison.ts';
import { namesOf } from '../../../harness/sql/named.ts';
import { scriptOf } from '../../../harness/sql/script.ts';
import { apply, copyOf } from './copyOf.ts';

/** What a script made of table t, found again as the checks find it, by this comparison and by the one in memory. */
async function compare(copy: WorkingCopy, script: readonly string[]): Promise<TableComparison> {
  await apply(copy, script, 'off');
  const [before, now] = [await readSchema(copy.pristine), await readSchema(copy)];
  const named = namesOf(scriptOf('script.sql', script.map((sql) => `${sql};`).join('\n')).statements);
  const table = carriedTables(before, now, named).find((carried) => carried.before.name === 't');
  if (table === undefined || table.after === null) throw new Error('table t is gone');
  const pairing = { ...table, after: table.after };
  const comparison = await compareTable(copy, pairing);

  const rows = [await readRows(copy.pristine, pairing.before), await readRows(copy, pairing.after)] as const;
  const inMemory = compareTables(...rows, { columns: pairing.columns });
  const changed = Map.groupBy(inMemory.changed, ({ column }) => column);
  expect({
    before: comparison.rowsBefore,
    now: comparison.rowsNow,
    lost: comparison.lost.count,
    added: comparison.added.count,
    moved: comparison.moved.count,
    changed: new Map([...comparison.changed].map(([column, { count }]): [string, number] => [column, count]).sort()),
  }).toEqual({
    before: rows[0].rows.length,
    now: rows[1].rows.length,
    lost: inMemory.lost.length,
    added: inMemory.added.length,
    moved: inMemory.rowidsMoved,
    changed: new Map([...changed].map(([column, cells]): [string, number] => [column, cells.length]).sort()),
  });
  return comparison;
}

describe('rows are found again', () => {
  const SET_UP = [
    'CREATE TABLE t(k TEXT PRIMARY KEY, a INT, b)',
    "INSERT INTO t VALUES ('x', 1, 'one'), ('y', 2, 'two'), ('z', 3, 'three')",
  ];

  test('in a table and in columns that have new names', async () => {
    const copy = await copyOf(...SET_UP);
    const { changed, lost } = await compare(copy, [
      'ALTER TABLE t RENAME TO things',
      'ALTER TABLE things RENAME COLUMN b TO words',
      "UPDATE things SET words = 'zwei' WHERE k = 'y'",
      "DELETE FROM things WHERE k = 'z'",
    ]);
    expect([...changed]).toEqual([['b', { count: 1, keys: ["'y'"] }]]);
    expect(lost).toEqual({ count: 1, keys: ["'z'"] });
  });

  test('though the key is another one now', async () => {
    const copy = await copyOf(...SET_UP);
    const { lost, added, changed } = await compare(copy, [
      'CREATE TABLE n(id INTEGER PRIMARY KEY, k TEXT, a INT, b)',
      'INSERT INTO n(k, a, b) SELECT k, a * 2, b FROM t ORDER BY k DESC',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ]);
    expect([lost.count, added.count, [...changed.keys()]]).toEqual([0, 0, ['a']]);
  });

  test('by what they hold when no key is left', async () => {
    const copy = await copyOf(...SET_UP);
    const { lost, added } = await compare(copy, [
      'CREATE TABLE n(a INT, b, PRIMARY KEY (a, b)) WITHOUT ROWID',
      "INSERT INTO n SELECT a, b FROM t WHERE a < 3 UNION ALL SELECT 9, 'nine'",
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ]);
    expect([lost, added]).toEqual([
      { count: 1, keys: [] },
      { count: 1, keys: [] },
    ]);
  });

  test('not at all where no column is left', async () => {
    const copy = await copyOf(...SET_UP);
    const { lost, added } = await compare(copy, ['DROP TABLE t', 'CREATE TABLE t(q)', 'INSERT INTO t VALUES (1), (2)']);
    expect([lost.count, added.count]).toEqual([1, 0]);
  });
});

describe('the comparison in SQLite and the one in memory tell the same', () => {
  const KINDS = [
    '(a, b)',
    '(a, b, PRIMARY KEY(a))',
    '(a, b, PRIMARY KEY(b, a))',
    '(a COLLATE NOCASE, b, PRIMARY KEY(a))',
    '(a, b, PRIMARY KEY(a, b)) WITHOUT ROWID',
    '(a NUMERIC, b TEXT, PRIMARY KEY(a))',
    '(a INTEGER PRIMARY KEY, b)',
  ];
  const cell = fc.constantFrom(
    'NULL',
    '1',
    '1.0',
    "'1'",
    "x'31'",
    "'a'",
    "'A'",
    '0.0',
    '-0.0',
    '2',
    '9007199254740993',
  );
  const rows = fc.array(fc.tuple(cell, cell), { maxLength: 7 });
  const definition = fc.constantFrom(...KINDS);

  /** What the table takes is put in. */
  function insert(table: string, definition: string, [a, b]: readonly [string, string], from = ''): string {
    const isTaken = definition.includes('INTEGER') ? `typeof(${a}) IN ('integer', 'null')` : 'TRUE';
    return `INSERT OR IGNORE INTO ${table}(a, b) SELECT ${a}, ${b} ${from} WHERE ${isTaken}`;
  }

  test('of any rows, in a table of any kind that becomes one of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(definition, definition, rows, rows, fc.boolean(), async (was, is, before, after, keepRowids) => {
        const copy = await copyOf(`CREATE TABLE t${was}`, ...before.map((values) => insert('t', was, values)));
        const script = [
          `CREATE TABLE n${is}`,
          ...(keepRowids ? [insert('n', is, ['a', 'b'], 'FROM t')] : []),
          ...after.map((values) => insert('n', is, values)),
          'DROP TABLE t',
          'ALTER TABLE n RENAME TO t',
        ];
        await compare(copy, script);
        await copy.close();
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    );
  }, 120_000);
});
