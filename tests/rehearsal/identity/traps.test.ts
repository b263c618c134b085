import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindCell } from '../../../harness/inspect/cell.ts';
import { storedCell } from '../../inspect/storedCell.ts';
import { apply, copyOf, faultsInMemory, proofOf } from './copyOf.ts';

/** What is told of a database after a script: `table.column kind count` and the keys, one line a fault. */
async function told(setUp: readonly string[], script: readonly string[]): Promise<readonly string[]> {
  const copy = await copyOf(...setUp);
  await apply(copy, script);
  const { faults } = await proofOf(copy);
  const bare = faults.map(({ keys, ...fault }) => fault);
  expect(bare).toEqual(await faultsInMemory(copy));
  return faults.map(({ table, column, kind, count, keys }) =>
    [column === null ? table : `${table}.${column}`, kind, count, ...keys].join(' '),
  );
}

describe('values that a comparison in SQL takes for equal', () => {
  test.each([
    ['1 and 1.0 without affinity', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v)', '1', '1.0'],
    ['0.0 and -0.0', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v)', '0.0', '-0.0'],
    ['0.0 and -0.0 in a BLOB column', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v BLOB)', '-0.0', '0.0'],
    ['0.0 and -0.0 in an ANY column', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v ANY) STRICT', '-0.0', '0.0'],
    ['1 and 1.0 in an ANY column', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v ANY) STRICT', '1', '1.0'],
    [
      'the lowest integer and the same real',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER)',
      '-9223372036854775808',
      '-9223372036854775808.0',
    ],
    [
      'integers beyond 2^53',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER)',
      '9007199254740992',
      '9007199254740993',
    ],
    [
      'an integer and the real next to it',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v)',
      '9007199254740993',
      '9007199254740992.0',
    ],
    ['text and a blob of the same bytes', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)', "'ab'", "x'6162'"],
    [
      'text that differs after a NUL',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)',
      "'a' || char(0) || 'b'",
      "'a' || char(0) || 'c'",
    ],
    [
      'text that is not UTF-8',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)',
      "CAST(x'ff' AS TEXT)",
      "CAST(x'fe' AS TEXT)",
    ],
    [
      'text that is not UTF-8, and U+FFFD',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)',
      "CAST(x'ff' AS TEXT)",
      'char(65533)',
    ],
    ['case under NOCASE', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT COLLATE NOCASE)', "'a'", "'A'"],
    ['blanks under RTRIM', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT COLLATE RTRIM)', "'a'", "'a '"],
    ['NULL and the empty text', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)', 'NULL', "''"],
    ['NULL and 0', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v)', 'NULL', '0'],
    ['the empty text and the empty blob', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v)', "''", "x''"],
    [
      'the largest real and infinity',
      'CREATE TABLE t(id INTEGER PRIMARY KEY, v REAL)',
      '1.7976931348623157e308',
      '9e999',
    ],
    ['reals that print alike', 'CREATE TABLE t(id INTEGER PRIMARY KEY, v REAL)', '0.1 + 0.2', '0.3'],
  ])('%s', async (_, table, before, after) => {
    const setUp = [
      table,
      `INSERT INTO t VALUES (1, 'other'), (2, 'other'), (3, 'other')`.replaceAll("'other'", before),
    ];
    expect(await told(setUp, [`UPDATE t SET v = ${after} WHERE id = 2`])).toEqual(['t.v values changed 1 2']);
    expect(
      await told(setUp, [`UPDATE t SET v = ${after} WHERE id = 2`, `UPDATE t SET v = ${before} WHERE id = 2`]),
    ).toEqual([]);
  });

  test('any other value, in a column without affinity or with one', async () => {
    await fc.assert(
      fc.asyncProperty(
        storedCell,
        storedCell,
        fc.constantFrom('', 'TEXT', 'NUMERIC', 'REAL', 'BLOB'),
        async (a, b, type) => {
          const copy = await copyOf(`CREATE TABLE t(id INTEGER PRIMARY KEY, v ${type})`);
          const [was, is] = [bindCell(a), bindCell(b)];
          await copy.query(`INSERT INTO t VALUES (1, ${was.sql}), (2, NULL)`, [was.value]);
          await copy.settle();
          await copy.query(`UPDATE t SET v = ${is.sql} WHERE id = 1`, [is.value]);
          const { faults } = await proofOf(copy);
          expect(faults.map(({ keys, ...fault }) => fault)).toEqual(await faultsInMemory(copy));
          await copy.close();
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});

describe('rows', () => {
  const KEYED = ['CREATE TABLE t(k TEXT PRIMARY KEY, v)', "INSERT INTO t VALUES ('a', 1), ('b', 2), ('c', 3)"];

  test('are lost and added by their key', async () => {
    expect(await told(KEYED, ["DELETE FROM t WHERE k = 'b'", "INSERT INTO t VALUES ('d''s', 4)"])).toEqual([
      "t rows lost 1 'b'",
      "t rows added 1 'd''s'",
    ]);
  });

  test('whose key changes are other rows, also where the collation takes the keys for one', async () => {
    const nocase = [KEYED[0]?.replace('TEXT', 'TEXT COLLATE NOCASE') ?? '', KEYED[1] ?? ''];
    expect(await told(nocase, ["UPDATE t SET k = 'B' WHERE k = 'b'"])).toEqual([
      "t rows lost 1 'b'",
      "t rows added 1 'B'",
    ]);
  });

  test('are found by their key after a rebuild that numbers them anew', async () => {
    const rebuild = [
      'CREATE TABLE n(k TEXT PRIMARY KEY, v)',
      "INSERT INTO n SELECT k, v + (k = 'b') FROM t ORDER BY k DESC",
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    expect(await told(KEYED, rebuild)).toEqual(["t.v values changed 1 'b'", "t rowids moved 2 'a' 'c'"]);
  });

  test('with NULL in their key are told apart by their rowid', async () => {
    const setUp = [...KEYED, 'INSERT INTO t VALUES (NULL, 1), (NULL, 1)'];
    expect(await told(setUp, ['UPDATE t SET v = 9 WHERE rowid = 5'])).toEqual(['t.v values changed 1 rowid 5']);
  });

  test('without a key that are the same are counted', async () => {
    const setUp = ['CREATE TABLE t(a, b)', "INSERT INTO t VALUES ('x', 1), ('y', 2), ('x', 1), ('x', 1)"];
    expect(
      await told(setUp, ['DELETE FROM t WHERE rowid IN (1, 3)', "INSERT INTO t VALUES ('x', 1), ('z', 1)"]),
    ).toEqual(['t rows lost 1 rowid 3', 't rows added 1 rowid 6', 't rowids moved 1 rowid 1']);
  });

  test('without a key are not taken for the one that has their number now', async () => {
    const setUp = ['CREATE TABLE t(a)', "INSERT INTO t VALUES ('x'), ('y')"];
    const script = ['DELETE FROM t', "INSERT INTO t VALUES ('y'), ('z')"];
    expect(await told(setUp, script)).toEqual([
      't rows lost 1 rowid 1',
      't rows added 1 rowid 2',
      't rowids moved 1 rowid 2',
    ]);
  });

  test('without a key that are equal but for a type are not the same', async () => {
    const setUp = ['CREATE TABLE t(a, b)', "INSERT INTO t VALUES (1, 'x'), (2, 'y')"];
    const script = ['DELETE FROM t WHERE a = 1', "INSERT INTO t VALUES (1.0, 'x')"];
    expect(await told(setUp, script)).toEqual(['t rows lost 1 rowid 1', 't rows added 1 rowid 3']);
  });

  test('of a table whose columns have taken all names of the rowid are counted', async () => {
    const setUp = ['CREATE TABLE t(rowid, _rowid_, oid)', 'INSERT INTO t VALUES (1, 2, 3), (1, 2, 3), (4, 5, 6)'];
    const more = ['DELETE FROM t WHERE oid = 6', 'INSERT INTO t VALUES (1, 2, 3)'];
    expect(await told(setUp, more)).toEqual(['t rows lost 1', 't rows added 1']);
    expect(await told(setUp, ['DELETE FROM t WHERE oid = 3 LIMIT 1'])).toEqual(['t rows lost 1']);
  });

  test('of a table with columns of that name are still known by their rowid', async () => {
    const setUp = ['CREATE TABLE t(rowid, "OID", v)', 'INSERT INTO t VALUES (7, 8, 1), (7, 8, 2)'];
    expect(await told(setUp, ['UPDATE t SET v = 1.0 WHERE v = 1'])).toEqual(['t.v values changed 1 rowid 1']);
  });

  test('of a WITHOUT ROWID table are found by their key', async () => {
    const setUp = [
      'CREATE TABLE t(a TEXT, b INT, v, PRIMARY KEY(b, a)) WITHOUT ROWID',
      "INSERT INTO t VALUES ('x', 1, 1), ('y', 1, 2), ('z', 2, 3)",
    ];
    const script = [
      "UPDATE t SET v = 1.0 WHERE a = 'x'",
      "DELETE FROM t WHERE a = 'y'",
      "INSERT INTO t VALUES ('y', 3, 2)",
    ];
    expect(await told(setUp, script)).toEqual([
      "t rows lost 1 (1, 'y')",
      "t rows added 1 (3, 'y')",
      "t.v values changed 1 (1, 'x')",
    ]);
  });

  test('that a change of the key type makes others are lost', async () => {
    const setUp = ['CREATE TABLE t(k TEXT PRIMARY KEY, v)', "INSERT INTO t VALUES ('007', 1), ('x', 2)"];
    const rebuild = [
      'CREATE TABLE n(k INT PRIMARY KEY, v)',
      'INSERT INTO n(rowid, k, v) SELECT rowid, k, v FROM t',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    expect(await told(setUp, rebuild)).toEqual(["t rows lost 1 '007'", 't rows added 1 7']);
  });

  test('that stay but lose their type are changed', async () => {
    const setUp = ['CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)', "INSERT INTO t VALUES (1, '007'), (2, 'x')"];
    const rebuild = [
      'CREATE TABLE n(id INTEGER PRIMARY KEY, v INT)',
      'INSERT INTO n SELECT id, v FROM t',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    expect(await told(setUp, rebuild)).toEqual(['t.v values changed 1 1']);
  });

  test('are compared by the names of columns and not by their order', async () => {
    const setUp = ['CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)', "INSERT INTO t VALUES (1, 'a', 'b')"];
    const rebuild = (select: string): readonly string[] => [
      'CREATE TABLE n(id INTEGER PRIMARY KEY, b, a)',
      `INSERT INTO n ${select}`,
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    expect(await told(setUp, rebuild('SELECT id, b, a FROM t'))).toEqual([]);
    expect(await told(setUp, rebuild('SELECT * FROM t'))).toEqual(['t.a values changed 1 1', 't.b values changed 1 1']);
  });

  test('are compared in generated columns, too', async () => {
    const setUp = ['CREATE TABLE t(id INTEGER PRIMARY KEY, a, twice AS (a * 2))', 'INSERT INTO t(a) VALUES (1), (2)'];
    expect(await told(setUp, ['UPDATE t SET a = 3 WHERE id = 2'])).toEqual([
      't.a values changed 1 2',
      't.twice values changed 1 2',
    ]);
  });

  test('are compared without a generated column that cannot be computed', async () => {
    const setUp = [
      'CREATE TABLE t(id INTEGER PRIMARY KEY, a)',
      "INSERT INTO t VALUES (1, '{'), (2, 'x')",
      "ALTER TABLE t ADD COLUMN j AS (json_extract(a, '$.x'))",
    ];
    expect(await told(setUp, ["UPDATE t SET a = '{}' WHERE id = 2"])).toEqual(['t.a values changed 1 2']);
  });

  test('of a table with more columns than an expression may be deep are compared', async () => {
    const columns = Array.from({ length: 1200 }, (_, index) => `c${index}`);
    const setUp = [`CREATE TABLE t(${columns.join(', ')})`, 'INSERT INTO t(c0) VALUES (1)'];
    expect(await told(setUp, ['UPDATE t SET c1199 = 2'])).toEqual(['t.c1199 values changed 1 rowid 1']);
  }, 20_000);

  test('are named by bytes where their key is not UTF-8', async () => {
    const setUp = [
      'CREATE TABLE t(k TEXT PRIMARY KEY, v)',
      "INSERT INTO t VALUES (CAST(x'61ff' AS TEXT), 1), ('a�', 1)",
    ];
    expect(await told(setUp, ['UPDATE t SET v = 2'])).toEqual(["t.v values changed 2 CAST(x'61ff' AS TEXT) 'a�'"]);
  });

  test('show no more than the first twenty keys, and of these no more than a line', async () => {
    const setUp = [
      'CREATE TABLE t(k TEXT PRIMARY KEY, secret)',
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99) INSERT INTO t SELECT printf('%02d', i) || char(10) || substr(hex(zeroblob(100)), 1, 90), 'hidden' FROM n",
    ];
    const copy = await copyOf(...setUp);
    await apply(copy, ["UPDATE t SET secret = 'other'"]);
    const [fault] = (await proofOf(copy)).faults;
    expect([fault?.count, fault?.keys.length]).toEqual([99, 20]);
    expect(fault?.keys[0]).toBe(`'01\\u{a}${'0'.repeat(37)}…' (93 characters)`);
    expect(JSON.stringify(fault)).not.toMatch(/hidden|other/);
  });
});

describe('AUTOINCREMENT', () => {
  const COUNTED = [
    'CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v)',
    'INSERT INTO t(v) VALUES (1), (2), (3)',
    'DELETE FROM t WHERE id = 3',
  ];

  test('a mark that a rebuild lowers gives ids out again', async () => {
    const rebuild = [
      'CREATE TABLE n(id INTEGER PRIMARY KEY AUTOINCREMENT, v)',
      'INSERT INTO n SELECT id, v FROM t',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    expect(await told(COUNTED, rebuild)).toEqual(['t sequence lowered 1']);
  });

  test('a mark that is raised, or lowered by one', async () => {
    const move = (by: number): readonly string[] => [`UPDATE sqlite_sequence SET seq = seq + ${by}`];
    expect(await told(COUNTED, move(1))).toEqual(['t sequence raised 1']);
    expect(await told(COUNTED, move(-1))).toEqual(['t sequence lowered 1']);
    expect(await told(COUNTED, ['DELETE FROM sqlite_sequence'])).toEqual(['t sequence lowered 1']);
  });
});
