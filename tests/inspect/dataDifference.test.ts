import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindCell } from '../../harness/inspect/cell.ts';
import {
  compareData,
  compareTables,
  type DataDifference,
  isSameData,
  type TableDifference,
} from '../../harness/inspect/dataDifference.ts';
import { readData } from '../../harness/inspect/dataSnapshot.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { DataSnapshot, StoredRow, TableData } from '../../harness/model/data.ts';
import { database, run, snapshot, tableOf } from './database.ts';
import { storedCell } from './storedCell.ts';

/** What a script does to table t, with its columns mapped by the same names but for those given otherwise. */
async function effect(
  setUp: readonly string[],
  script: readonly string[],
  mapped: Readonly<Record<string, string>> = {},
): Promise<TableDifference> {
  const engine = await database(...setUp);
  const before = await tableOf(engine, 't');
  await run(engine, ...script);
  const after = await tableOf(engine, 't');
  return compareTables(before, after, {
    columns: new Map(before.columns.map((column) => [column, mapped[column] ?? column])),
  });
}

async function restored(setUp: readonly string[], script: readonly string[]): Promise<DataDifference> {
  const engine = await database(...setUp);
  const before = await snapshot(engine);
  await run(engine, ...script);
  return compareData(before, await snapshot(engine));
}

function keys(rows: readonly StoredRow[]): readonly string[] {
  return rows.map(({ key }) => key);
}

const USERS = [
  'CREATE TABLE t(id TEXT PRIMARY KEY, name, age)',
  "INSERT INTO t VALUES('a', 'Ann', 1), ('b', 'Bob', 2)",
];
const KEYLESS = ['CREATE TABLE t(a, b)', "INSERT INTO t VALUES('x', 1), ('y', 2), ('x', 1)"];

describe('rows with a key', () => {
  test('are lost, added and changed by their key', async () => {
    const script = ["DELETE FROM t WHERE id = 'a'", "UPDATE t SET age = '2'", "INSERT INTO t VALUES('c', 'Cyd', 3)"];
    const { lost, added, changed, rowidsMoved, matchedBy } = await effect(USERS, script);
    expect([keys(lost), keys(added), rowidsMoved, matchedBy]).toEqual([['ta'], ['tc'], 0, 'key']);
    expect(changed).toEqual([{ key: 'tb', column: 'age', before: 'i2', after: 't2' }]);
  });

  test('are found again after a rebuild that numbers them anew', async () => {
    const setUp = [
      'CREATE TABLE t(id TEXT PRIMARY KEY)',
      "INSERT INTO t(rowid, id) VALUES(5, 'a'), (9, 'b'), (1, 'c')",
    ];
    const script = [
      'CREATE TABLE n(id TEXT PRIMARY KEY, more)',
      'INSERT INTO n(id) SELECT id FROM t ORDER BY id',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const { lost, added, changed, addedColumns, rowidsMoved } = await effect(setUp, script);
    expect([lost, added, changed, addedColumns, rowidsMoved]).toEqual([[], [], [], ['more'], 3]);
  });

  test('have no rowid to move where it is the key, before or after', async () => {
    const rebuild = (key: string): readonly string[] => [
      `CREATE TABLE n(id ${key}, a)`,
      'INSERT INTO n SELECT id, a FROM t ORDER BY a',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const alias = ['CREATE TABLE t(id INTEGER PRIMARY KEY, a)', 'INSERT INTO t VALUES(1, 2), (2, 1)'];
    const other = ['CREATE TABLE t(id INT PRIMARY KEY, a)', 'INSERT INTO t VALUES(1, 2), (2, 1)'];
    expect((await effect(alias, rebuild('INT PRIMARY KEY'))).rowidsMoved).toBe(0);
    expect((await effect(other, rebuild('INTEGER PRIMARY KEY'))).rowidsMoved).toBe(0);
    expect((await effect(other, rebuild('INT PRIMARY KEY'))).rowidsMoved).toBe(2);
  });

  test('are found again across WITHOUT ROWID, which has no rowid to move', async () => {
    const setUp = ['CREATE TABLE t(id TEXT PRIMARY KEY, a) WITHOUT ROWID', "INSERT INTO t VALUES('b', 1), ('a', 2)"];
    const script = [
      'CREATE TABLE n(id TEXT PRIMARY KEY, a)',
      "INSERT INTO n SELECT id, a FROM t WHERE id <> 'a'",
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const { lost, rowidsMoved, matchedBy } = await effect(setUp, script);
    expect([keys(lost), rowidsMoved, matchedBy]).toEqual([['ta'], 0, 'key']);
  });

  test('keep their key through a RENAME COLUMN that the mapping follows', async () => {
    const script = ['ALTER TABLE t RENAME COLUMN id TO uid', "DELETE FROM t WHERE uid = 'b'"];
    const { lost, matchedBy, lostColumns } = await effect(USERS, script, { id: 'uid' });
    expect([keys(lost), matchedBy, lostColumns]).toEqual([['tb'], 'key', []]);
  });

  test('are compared under another PRIMARY KEY that the step gives the table', async () => {
    const script = [
      'CREATE TABLE n(id TEXT, name TEXT PRIMARY KEY, age)',
      "INSERT INTO n SELECT id, name, age FROM t WHERE id = 'b'",
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const { lost, matchedBy } = await effect(USERS, script);
    expect([keys(lost), matchedBy]).toEqual([['ta'], 'key']);
  });

  test('are found by their rowid and contents where their key no longer tells them apart', async () => {
    const script = [
      'CREATE TABLE n(id TEXT, name, age)',
      "INSERT INTO n VALUES('a', 'draft', 0)",
      'INSERT INTO n SELECT id, name, age FROM t',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const { lost, added, changed, rowidsMoved, matchedBy } = await effect(USERS, script);
    expect([lost, keys(added), changed, rowidsMoved, matchedBy]).toEqual([[], ['1'], [], 2, 'rowid']);
  });

  test('are found by their rowid where only a part of their key is left', async () => {
    const setUp = ['CREATE TABLE t(a, b, c, PRIMARY KEY(a, b))', "INSERT INTO t VALUES('x', 1, 2), ('y', 1, 3)"];
    const engine = await database(...setUp);
    const before = await tableOf(engine, 't');
    await run(engine, "UPDATE t SET a = 'z' WHERE a = 'x'");
    const columns = new Map([
      ['a', 'a'],
      ['c', 'c'],
    ]);
    const { lost, changed, matchedBy } = compareTables(before, await tableOf(engine, 't'), { columns });
    expect([lost, changed.length, matchedBy]).toEqual([[], 1, 'rowid']);
  });

  test('with several key columns are told apart by all of them together', async () => {
    const setUp = ['CREATE TABLE t(a, b, c, PRIMARY KEY(b, a))', "INSERT INTO t VALUES('x', 'yz', 1), ('xy', 'z', 2)"];
    const { changed } = await effect(setUp, ["UPDATE t SET c = 3 WHERE b = 'z'"]);
    expect(changed).toEqual([{ key: '["tz","txy"]', column: 'c', before: 'i2', after: 'i3' }]);
  });

  test('whose key itself changes are lost and added, or changed when the key is left out of the mapping', async () => {
    const engine = await database(...USERS);
    const before = await tableOf(engine, 't');
    await run(engine, "UPDATE t SET id = 'u_' || id, age = 9 WHERE id = 'a'");
    const after = await tableOf(engine, 't');
    const all = compareTables(before, after, {
      columns: new Map([
        ['id', 'id'],
        ['age', 'age'],
      ]),
    });
    expect([keys(all.lost), keys(all.added), all.changed]).toEqual([['ta'], ['tu_a'], []]);
    const rest = compareTables(before, after, {
      columns: new Map([
        ['name', 'name'],
        ['age', 'age'],
      ]),
    });
    expect([rest.lost, rest.added, rest.matchedBy]).toEqual([[], [], 'rowid']);
    expect(rest.changed).toEqual([{ key: 'ta', column: 'age', before: 'i1', after: 'i9' }]);
  });

  test('that swap two columns change in both', async () => {
    const { changed } = await effect(USERS, ['UPDATE t SET name = age, age = name']);
    expect(changed.map(({ key, column, after }) => [key, column, after])).toEqual([
      ['ta', 'name', 'i1'],
      ['ta', 'age', 'tAnn'],
      ['tb', 'name', 'i2'],
      ['tb', 'age', 'tBob'],
    ]);
    const swapped = await effect(USERS, ['UPDATE t SET name = age, age = name'], { name: 'age', age: 'name' });
    expect(swapped.changed).toEqual([]);
  });
});

describe('rows whose key is NULL', () => {
  const NULLS = ['CREATE TABLE t(id TEXT PRIMARY KEY, a)', "INSERT INTO t VALUES('a', 1), (NULL, 2), (NULL, 2)"];

  test('are found by their rowid when a step gives them ids', async () => {
    const { lost, added, changed, matchedBy } = await effect(NULLS, [
      "UPDATE t SET id = 'n' || rowid WHERE id IS NULL",
    ]);
    expect([lost, added, matchedBy]).toEqual([[], [], 'rowid']);
    expect(changed).toEqual([
      { key: '2', column: 'id', before: 'n', after: 'tn2' },
      { key: '3', column: 'id', before: 'n', after: 'tn3' },
    ]);
  });

  test('are found by their rowid when a step makes a key NULL', async () => {
    const { lost, added, changed, matchedBy } = await effect(USERS, ["UPDATE t SET id = NULL WHERE id = 'a'"]);
    expect([lost, added, changed.length, matchedBy]).toEqual([[], [], 1, 'rowid']);
  });

  test('are not lost to a rebuild that numbers rows anew, but one that is left out is', async () => {
    const rebuild = (where: string): readonly string[] => [
      'CREATE TABLE n(id TEXT PRIMARY KEY, a)',
      `INSERT INTO n SELECT id, a FROM t ${where} ORDER BY rowid DESC`,
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const whole = await effect(NULLS, rebuild(''));
    expect([whole.lost, whole.added, whole.changed, whole.rowidsMoved]).toEqual([[], [], [], 2]);
    const short = await effect(NULLS, rebuild("WHERE id IS NOT 'a'"));
    expect([keys(short.lost), short.added, short.changed, short.rowidsMoved]).toEqual([['1'], [], [], 1]);
  });
});

describe('rows without a key', () => {
  test('are changed in place by their rowid', async () => {
    const { changed, matchedBy } = await effect(KEYLESS, ['UPDATE t SET b = 3 WHERE rowid = 3']);
    expect(changed).toEqual([{ key: '3', column: 'b', before: 'i1', after: 'i3' }]);
    expect(matchedBy).toBe('rowid');
  });

  test('are counted when several are the same', async () => {
    const { lost, added, changed } = await effect(KEYLESS, ['DELETE FROM t WHERE rowid = 3']);
    expect([keys(lost), added, changed]).toEqual([['3'], [], []]);
  });

  test('are found by what they hold where only one side has rowids', async () => {
    const script = [
      'CREATE TABLE n(a, b, c INTEGER PRIMARY KEY) WITHOUT ROWID',
      'INSERT INTO n SELECT a, b, 10 - rowid FROM t WHERE rowid < 3',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    const { lost, added, changed, rowidsMoved, matchedBy } = await effect(KEYLESS, script);
    expect([keys(lost), added, changed, rowidsMoved, matchedBy]).toEqual([['3'], [], [], 0, 'contents']);
  });
});

describe('columns', () => {
  test('that are dropped or new are named and not compared', async () => {
    const script = ['ALTER TABLE t DROP COLUMN age', 'ALTER TABLE t ADD COLUMN born'];
    const difference = await effect(USERS, script);
    expect([difference.lostColumns, difference.addedColumns, difference.changed]).toEqual([['age'], ['born'], []]);
  });

  test('in another order are the same data', async () => {
    const script = [
      'CREATE TABLE n(age, id TEXT PRIMARY KEY, name)',
      'INSERT INTO n SELECT age, id, name FROM t ORDER BY rowid',
      'DROP TABLE t',
      'ALTER TABLE n RENAME TO t',
    ];
    expect(isSameData(await restored(USERS, script))).toBe(true);
  });

  test('and tables are found by name whatever its case, but for letters beyond ASCII', async () => {
    const engine = await database('CREATE TABLE t(id, "É")', 'INSERT INTO t VALUES(1, 2)');
    const other = await database('CREATE TABLE T(ID, "É")', 'INSERT INTO T VALUES(1, 2)');
    expect(isSameData(compareData(await snapshot(engine), await snapshot(other)))).toBe(true);
    const third = await database('CREATE TABLE t(id, "é")', 'INSERT INTO t VALUES(1, 2)');
    const { tables } = compareData(await snapshot(engine), await snapshot(third));
    expect(tables.get('t')).toMatchObject({ lostColumns: ['É'], addedColumns: ['é'], changed: [] });
  });
});

describe('two databases', () => {
  test('differ in the tables that only one has', async () => {
    const difference = await restored(
      ['CREATE TABLE gone(a)', 'CREATE TABLE kept(a)'],
      ['DROP TABLE gone', 'CREATE TABLE made(a)'],
    );
    expect([difference.lostTables, difference.addedTables, difference.tables.size]).toEqual([['gone'], ['made'], 0]);
  });

  test('differ in tables that differ, and only those are listed', async () => {
    const setUp = [...USERS, 'CREATE TABLE other(a)', 'INSERT INTO other VALUES(1)'];
    const difference = await restored(setUp, ["UPDATE t SET name = 'ann' WHERE id = 'a'"]);
    expect([...difference.tables.keys()]).toEqual(['t']);
    expect(difference.tables.get('t')?.changed).toEqual([{ key: 'ta', column: 'name', before: 'tAnn', after: 'tann' }]);
    expect(isSameData(difference)).toBe(false);
  });

  test('differ when only rowids do', async () => {
    const difference = await restored(USERS, ['UPDATE t SET rowid = rowid + 10']);
    expect(difference.tables.get('t')).toMatchObject({ lost: [], added: [], changed: [], rowidsMoved: 2 });
  });

  test('differ in AUTOINCREMENT marks that are higher, lower, lost or new', async () => {
    const setUp = ['up', 'down', 'lost', 'fresh'].map(
      (table) => `CREATE TABLE ${table}(id INTEGER PRIMARY KEY AUTOINCREMENT)`,
    );
    const rows = [
      'INSERT INTO up VALUES(1)',
      'INSERT INTO down VALUES(5)',
      'INSERT INTO lost VALUES(2)',
      'DELETE FROM down',
    ];
    const { sequences, tables } = await restored(
      [...setUp, ...rows],
      [
        "UPDATE sqlite_sequence SET seq = 9 WHERE name = 'up'",
        "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'down'",
        "DELETE FROM sqlite_sequence WHERE name = 'lost'",
        'INSERT INTO fresh VALUES(1)',
        'DELETE FROM fresh',
      ],
    );
    expect(tables.size).toBe(0);
    expect(sequences).toEqual([
      { table: 'down', before: 5n, after: 3n },
      { table: 'lost', before: 2n, after: null },
      { table: 'up', before: 1n, after: 9n },
      { table: 'fresh', before: null, after: 1n },
    ]);
  });
});

describe('by law', () => {
  const cell = fc.constantFrom('n', 'i1', 'r1', 't1', 'b1');
  const key = fc.constantFrom('n', 'ta', 'tb', 'tc');

  /** A small table that may hold doubles, NULL keys and gaps in its rowids, in the form that reading gives it. */
  const table: fc.Arbitrary<TableData> = fc
    .tuple(
      fc.array(fc.tuple(key, cell), { maxLength: 4 }),
      fc.uniqueArray(fc.bigInt({ min: 1n, max: 6n }), { minLength: 4, maxLength: 4 }),
      fc.boolean(),
    )
    .map(([contents, numbers, keyed]) => {
      const keys = contents.map(([k]) => k);
      const usesKey = keyed && !keys.includes('n') && new Set(keys).size === keys.length;
      const rowids = [...numbers].sort();
      return {
        table: 't',
        columns: ['k', 'v'],
        keyColumns: usesKey ? ['k'] : [],
        rowidAlias: null,
        rows: contents.map((cells, index): StoredRow => {
          const rowid = rowids[index] ?? 0n;
          return { key: usesKey ? cells[0] : String(rowid), rowid, cells };
        }),
      };
    });
  const data: fc.Arbitrary<DataSnapshot> = table.map((t) => ({ tables: new Map([['t', t]]), sequences: new Map() }));
  const same = (a: DataSnapshot, b: DataSnapshot): boolean => isSameData(compareData(a, b));

  test('being the same is an equivalence', () => {
    fc.assert(
      fc.property(data, data, data, (a, b, c) => {
        expect(same(a, a)).toBe(true);
        expect(same(a, b)).toBe(same(b, a));
        if (same(a, b)) expect(same(a, c)).toBe(same(b, c));
      }),
      { numRuns: 2000 },
    );
  });

  test('every row before and after is paired, lost or added, once', () => {
    fc.assert(
      fc.property(table, table, (before, after) => {
        const { lost, added } = compareTables(before, after, {
          columns: new Map([
            ['k', 'k'],
            ['v', 'v'],
          ]),
        });
        expect(before.rows.length - lost.length).toBe(after.rows.length - added.length);
        expect(new Set([...lost, ...added]).size).toBe(lost.length + added.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('any change of a single cell is seen and named', async () => {
    const engine = await database('CREATE TABLE t(k INTEGER PRIMARY KEY, a, b)', 'CREATE TABLE u(a, b)');
    const schema = await readSchema(engine);
    const row = fc.tuple(storedCell, storedCell);
    const change = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 4 }),
      at: fc.nat(),
      column: fc.constantFrom('a', 'b'),
      table: fc.constantFrom('t', 'u'),
      value: storedCell,
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ rows, at, column, table: name, value }) => {
        await engine.query(`DELETE FROM ${name}`);
        for (const cells of rows) {
          const [a, b] = cells.map(bindCell);
          await engine.query(`INSERT INTO ${name}(a, b) VALUES(${a?.sql}, ${b?.sql})`, [
            a?.value ?? null,
            b?.value ?? null,
          ]);
        }
        const before = await readData(engine, schema);
        const rowid = BigInt((at % rows.length) + 1);
        const bound = bindCell(value);
        await engine.query(`UPDATE ${name} SET ${column} = ${bound.sql} WHERE rowid = ?`, [bound.value, rowid]);
        const difference = compareData(before, await readData(engine, schema));
        const was = rows[at % rows.length]?.[column === 'a' ? 0 : 1];
        expect(isSameData(difference)).toBe(was === value);
        const changed = was === value ? undefined : [{ column, before: was, after: value }];
        expect(difference.tables.get(name)?.changed).toEqual(
          changed?.map((cellChange) => expect.objectContaining(cellChange)),
        );
      }),
    );
  });
});
