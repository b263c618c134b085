import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import { encodeCell } from '../../../harness/inspect/cell.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../../harness/model/engine.ts';
import type { SqlRow, SqlValue } from '../../../harness/model/value.ts';
import { tableDigest } from '../../../harness/rehearsal/rows/tableDigest.ts';
import { walkRows } from '../../../harness/rehearsal/rows/walkRows.ts';

const opened: Engine[] = [];

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

async function tableWith(sql: string, rows: readonly SqlRow[]) {
  const engine = await openBetterSqlite3();
  opened.push(engine);
  await engine.query(sql);
  for (const row of rows) await engine.query(`INSERT OR IGNORE INTO t VALUES (${row.map(() => '?').join(', ')})`, row);
  const [table] = (await readSchema(engine)).tables;
  if (table === undefined) throw new Error('there is no table');
  return { engine, table };
}

const value: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array({ maxLength: 5 }),
);

const TABLES = [
  'CREATE TABLE t (a, b)',
  'CREATE TABLE t (a INTEGER PRIMARY KEY, b)',
  'CREATE TABLE t (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID',
  'CREATE TABLE t (a TEXT COLLATE NOCASE, b, PRIMARY KEY (b DESC, a)) WITHOUT ROWID',
  'CREATE TABLE t (rowid, _rowid_)',
];

describe('walking over the rows of a table', () => {
  test.each(TABLES)('visits each row once, whatever its key: %s', async (sql) => {
    const rows = fc.array(
      fc.tuple(sql.includes('INTEGER PRIMARY') ? fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }) : value, value),
      {
        maxLength: 200,
        size: 'max',
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const { engine, table } = await tableWith(sql, written);
        const [one = '', two = ''] = table.columns.map(({ name }) => `"${name}"`);
        const seen: string[] = [];
        const visited = await walkRows(engine, table, { terms: [one, two], where: null }, (row) => {
          seen.push(row.map(encodeCell).join('|'));
        });
        const all = await engine.query(`SELECT ${one}, ${two} FROM t`);
        expect(visited).toBe(all.length);
        expect(seen.sort()).toEqual(all.map((row) => row.map(encodeCell).join('|')).sort());
      }),
      { numRuns: 20 },
    );
  });

  test('begins at the smallest rowid and ends at the largest', async () => {
    const ends = [-(2n ** 63n), -1n, 0n, 2n ** 63n - 1n];
    const { engine, table } = await tableWith(
      'CREATE TABLE t (a INTEGER PRIMARY KEY, b)',
      ends.map((a) => [a, 1n]),
    );
    const seen: SqlValue[] = [];
    await walkRows(engine, table, { terms: ['a'], where: null }, ([a = null]) => seen.push(a));
    expect(seen).toEqual(ends);
  });

  test('passes over what is not asked for', async () => {
    const rows = Array.from({ length: 300 }, (_, at): SqlRow => [BigInt(at), at % 3 === 0 ? null : 'x']);
    const { engine, table } = await tableWith('CREATE TABLE t (a INTEGER PRIMARY KEY, b)', rows);
    expect(await walkRows(engine, table, { terms: ['a'], where: 'b IS NOT NULL' }, () => {})).toBe(200);
  });

  test('leaves out a table whose rows cannot be told apart', async () => {
    const { engine, table } = await tableWith('CREATE TABLE t (rowid, _rowid_, oid)', [[1n, 2n, 3n]]);
    expect(await walkRows(engine, table, { terms: ['1'], where: null }, () => {})).toBe(0);
  });
});

describe('the digest of a table', () => {
  const digestOf = async (rows: readonly SqlRow[]): Promise<string> => {
    const { engine, table } = await tableWith('CREATE TABLE t (a INTEGER PRIMARY KEY, b)', rows);
    return tableDigest(engine, table, table.columns);
  };

  test('is the same for the same rows alone', async () => {
    const base: readonly SqlRow[] = [
      [1n, 'a'],
      [2n, 1n],
    ];
    expect(await digestOf(base)).toBe(await digestOf([...base].reverse()));
    const others: readonly (readonly SqlRow[])[] = [
      [[1n, 'a']],
      [
        [1n, 'a'],
        [2n, 1.5],
      ],
      [
        [1n, 'a'],
        [2n, '1'],
      ],
      [
        [1n, 'a'],
        [3n, 1n],
      ],
      [
        [1n, 'A'],
        [2n, 1n],
      ],
    ];
    const digests = await Promise.all([base, ...others].map(digestOf));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
