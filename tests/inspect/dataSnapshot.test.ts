import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindCell, encodeCell, encodeText } from '../../harness/inspect/cell.ts';
import { compareData, isSameData } from '../../harness/inspect/dataDifference.ts';
import { quoteIdentifier } from '../../harness/sql/quote.ts';
import { database, run, snapshot, tableOf } from './database.ts';
import { storedCell } from './storedCell.ts';

const nastyName = fc.string({
  unit: fc.constantFrom(
    'a',
    'É',
    '"',
    "'",
    '`',
    '[',
    ']',
    '(',
    ')',
    ';',
    '-',
    ' ',
    '\n',
    '\u0001',
    '\ufffd',
    '\u{1f600}',
  ),
  minLength: 1,
  maxLength: 8,
});

/** The cells of a table's rows, in order. */
async function cellsOf(statements: readonly string[], table = 't'): Promise<readonly (readonly string[])[]> {
  return (await tableOf(await database(...statements), table)).rows.map(({ cells }) => cells);
}

describe('the value of a cell is read exactly', () => {
  test('integers beyond 2^53', async () => {
    const cells = await cellsOf([
      'CREATE TABLE t(a)',
      'INSERT INTO t VALUES(9007199254740993), (-9223372036854775808)',
    ]);
    expect(cells).toEqual([['i9007199254740993'], ['i-9223372036854775808']]);
  });

  test('a blob is not the text of the same bytes, 1 not 1.0, NULL not the empty text', async () => {
    const cells = await cellsOf([
      'CREATE TABLE t(a)',
      "INSERT INTO t VALUES('ab'), (x'6162'), (1), (1.0), (NULL), ('')",
    ]);
    expect(cells.flat()).toEqual(['tab', 'bab', 'i1', 'r1', 'n', 't']);
  });

  test('texts that a collation holds to be equal', async () => {
    const cells = await cellsOf([
      'CREATE TABLE t(a COLLATE NOCASE, b COLLATE RTRIM)',
      "INSERT INTO t VALUES('a', 'x'), ('A', 'x ')",
    ]);
    expect(cells).toEqual([
      ['ta', 'tx'],
      ['tA', 'tx '],
    ]);
  });

  test('text behind a NUL', async () => {
    const cells = await cellsOf([
      'CREATE TABLE t(a)',
      "INSERT INTO t VALUES('a' || char(0) || 'b'), ('a' || char(0) || 'c')",
    ]);
    expect(cells.flat()).toEqual(['ta\0b', 'ta\0c']);
  });

  test('text that is not UTF-8, beside a true replacement character', async () => {
    const cells = await cellsOf([
      'CREATE TABLE t(a, b)',
      "INSERT INTO t VALUES(CAST(x'61ff' AS TEXT), 'é'), (CAST(x'61fe' AS TEXT), x'ff'), ('a' || char(65533), NULL)",
    ]);
    expect(cells).toEqual([
      ['ta\u00ff', encodeCell('é')],
      ['ta\u00fe', 'b\u00ff'],
      [encodeText(Buffer.from('a\ufffd')), 'n'],
    ]);
  });

  test('the sign of zero where the column keeps it, and infinities', async () => {
    const engine = await database('CREATE TABLE t(a, b REAL)');
    for (const value of [-0, 0, Infinity, -Infinity]) await engine.query('INSERT INTO t VALUES(?, ?)', [value, value]);
    expect((await tableOf(engine, 't')).rows.map(({ cells }) => cells)).toEqual([
      ['r-0', 'r0'],
      ['r0', 'r0'],
      ['rInfinity', 'rInfinity'],
      ['r-Infinity', 'r-Infinity'],
    ]);
  });

  test('generated columns, which PRAGMA table_info leaves out', async () => {
    const cells = await cellsOf([
      "CREATE TABLE t(a, b AS (a + 1) VIRTUAL, c AS (a || '!') STORED)",
      'INSERT INTO t VALUES(1)',
    ]);
    expect(cells).toEqual([['i1', 'i2', 't1!']]);
  });

  test('whatever is stored, in any table and under any name', async () => {
    const engine = await database('CREATE TABLE t(a, b)');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(storedCell, storedCell), { maxLength: 5 }), async (rows) => {
        await engine.query('DELETE FROM t');
        for (const row of rows) {
          const [a, b] = row.map(bindCell);
          await engine.query(`INSERT INTO t VALUES(${a?.sql}, ${b?.sql})`, [a?.value ?? null, b?.value ?? null]);
        }
        expect((await tableOf(engine, 't')).rows.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});

describe('the rows of a table', () => {
  test('are known by their PRIMARY KEY in its own order', async () => {
    const table = await tableOf(
      await database(
        'CREATE TABLE t(a TEXT, b TEXT, c, PRIMARY KEY(c, a))',
        "INSERT INTO t VALUES('x', 'y', 1), ('x', 'y', 2)",
      ),
      't',
    );
    expect(table.keyColumns).toEqual(['c', 'a']);
    expect(table.rows.map(({ key, rowid }) => [key, rowid])).toEqual([
      ['["i1","tx"]', 1n],
      ['["i2","tx"]', 2n],
    ]);
  });

  test('are known by their rowid where the PRIMARY KEY is NULL in one of them', async () => {
    const statements = ['CREATE TABLE t(id TEXT PRIMARY KEY, a)', "INSERT INTO t VALUES('x', 1), (NULL, 2), (NULL, 2)"];
    const table = await tableOf(await database(...statements), 't');
    expect(table.keyColumns).toEqual([]);
    expect(table.rows.map(({ key, rowid }) => [key, rowid])).toEqual([
      ['1', 1n],
      ['2', 2n],
      ['3', 3n],
    ]);
  });

  test('have an INTEGER PRIMARY KEY for their rowid', async () => {
    const engine = await database('CREATE TABLE t(a, id INTEGER PRIMARY KEY)', "INSERT INTO t VALUES('x', 7)");
    expect(await tableOf(engine, 't')).toEqual({
      table: 't',
      columns: ['a', 'id'],
      keyColumns: ['id'],
      rowidAlias: 'id',
      rows: [{ key: 'i7', rowid: 7n, cells: ['tx', 'i7'] }],
    });
  });

  test('have no rowid in a WITHOUT ROWID table', async () => {
    const statements = [
      'CREATE TABLE t(k TEXT PRIMARY KEY, rowid) WITHOUT ROWID',
      "INSERT INTO t VALUES('b', 1), ('a', 2)",
    ];
    const table = await tableOf(await database(...statements), 't');
    expect(table.rows).toEqual([
      { key: 'ta', rowid: null, cells: ['ta', 'i2'] },
      { key: 'tb', rowid: null, cells: ['tb', 'i1'] },
    ]);
  });

  test.each([['ROWID'], ['_rowid_'], ['rowid, oid'], ['_ROWID_, rowid']])(
    'keep their rowid apart from columns named %s',
    async (column) => {
      const engine = await database(`CREATE TABLE t(a, ${column})`, `INSERT INTO t(a) VALUES('x'), ('y')`);
      const { rows } = await tableOf(engine, 't');
      expect(rows.map(({ rowid, cells }) => [rowid, cells[0]])).toEqual([
        [1n, 'tx'],
        [2n, 'ty'],
      ]);
    },
  );

  test('are known by what they hold where columns took all three names of the rowid', async () => {
    const engine = await database(
      'CREATE TABLE t(rowid, _rowid_, oid)',
      'INSERT INTO t VALUES(2, 2, 2), (1, 1, 1), (2, 2, 2)',
    );
    const { rows, keyColumns } = await tableOf(engine, 't');
    expect(keyColumns).toEqual([]);
    expect(rows.map(({ key, rowid }) => [key, rowid])).toEqual([
      ['["i1","i1","i1"]', null],
      ['["i2","i2","i2"]', null],
      ['["i2","i2","i2"]', null],
    ]);
  });

  test('stand in the same order with reverse_unordered_selects', async () => {
    const engine = await database(
      'CREATE TABLE t(a, b)',
      'CREATE TABLE k(k TEXT PRIMARY KEY) WITHOUT ROWID',
      'CREATE TABLE r(rowid, _rowid_, oid)',
      'INSERT INTO t VALUES(3, 1), (2, 2), (1, 3)',
      "INSERT INTO k VALUES('b'), ('a')",
      'INSERT INTO r VALUES(2, 0, 0), (1, 0, 0)',
    );
    const before = await snapshot(engine);
    await engine.query('PRAGMA reverse_unordered_selects = ON');
    expect(await engine.query('SELECT a FROM t')).toEqual([[1n], [2n], [3n]]);
    expect(await snapshot(engine)).toEqual(before);
  });
});

describe('names', () => {
  test('of columns and tables may be __proto__, quoted, or equal but for their case', async () => {
    const engine = await database(
      'CREATE TABLE "__proto__"("__proto__", "a""b", "constructor", "É", "é")',
      'INSERT INTO "__proto__" VALUES(1, 2, 3, 4, 5)',
    );
    const table = await tableOf(engine, '__proto__');
    expect(table.columns).toEqual(['__proto__', 'a"b', 'constructor', 'É', 'é']);
    expect(table.rows[0]?.cells).toEqual(['i1', 'i2', 'i3', 'i4', 'i5']);
    expect(isSameData(compareData(await snapshot(engine), await snapshot(engine)))).toBe(true);
  });

  test('of any sort are read', async () => {
    await fc.assert(
      fc.asyncProperty(nastyName, async (name) => {
        const engine = await database(
          `CREATE TABLE ${quoteIdentifier(name)}(${quoteIdentifier(name)} PRIMARY KEY)`,
          `INSERT INTO ${quoteIdentifier(name)} VALUES('x')`,
        );
        expect((await tableOf(engine, name)).rows).toEqual([{ key: 'tx', rowid: 1n, cells: ['tx'] }]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('tables with many columns', () => {
  test.each([[99], [100], [101], [2000]])('are read whole with %i columns', async (count) => {
    const names = Array.from({ length: count }, (_, index) => `c${index}`);
    const engine = await database(
      `CREATE TABLE t(${names.join(', ')})`,
      'INSERT INTO t(rowid, c0) VALUES(7, 1), (9, 2)',
    );
    await engine.query(`UPDATE t SET c${count - 1} = CAST(x'ff' AS TEXT) WHERE c0 = 2`);
    const { columns, rows } = await tableOf(engine, 't');
    expect(columns).toEqual(names);
    expect(rows.map(({ rowid, cells }) => [rowid, cells[0], cells.at(-1)])).toEqual([
      [7n, 'i1', 'n'],
      [9n, 'i2', 't\u00ff'],
    ]);
  });
});

describe('what is read', () => {
  test('is every user table, but neither bookkeeping nor the shadow tables behind FTS5', async () => {
    const engine = await database(
      'CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT)',
      'INSERT INTO t VALUES(5)',
      'CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name)',
      'CREATE VIRTUAL TABLE notes USING fts5(body)',
      'CREATE VIEW v AS SELECT a FROM t',
      "INSERT INTO d1_migrations(name) VALUES('0001')",
      "INSERT INTO notes(rowid, body) VALUES(3, 'hello')",
      'ANALYZE',
    );
    const { tables, sequences } = await snapshot(engine);
    expect([...tables.keys()].sort()).toEqual(['notes', 't']);
    expect(tables.get('notes')?.rows).toEqual([{ key: '3', rowid: 3n, cells: ['thello'] }]);
    expect(sequences).toEqual(new Map([['t', 5n]]));
  });

  test('is the same for FTS5 tables with the same contents, whatever their shadow tables hold', async () => {
    const create = 'CREATE VIRTUAL TABLE notes USING fts5(body)';
    const once = await database(create, "INSERT INTO notes VALUES('a b'), ('c')");
    const twice = await database(create, "INSERT INTO notes VALUES('a b')");
    await run(twice, "INSERT INTO notes VALUES('c')");
    const shadow = 'SELECT id, block FROM notes_data ORDER BY id';
    expect(await once.query(shadow)).not.toEqual(await twice.query(shadow));
    expect(isSameData(compareData(await snapshot(once), await snapshot(twice)))).toBe(true);
  });

  test('leaves out an FTS5 table whose rows are those of another table, and keeps one without contents', async () => {
    const engine = await database(
      'CREATE TABLE t(id INTEGER PRIMARY KEY, body)',
      "CREATE VIRTUAL TABLE found USING fts5(body, content='t', content_rowid=id)",
      "CREATE VIRTUAL TABLE bare USING fts5(body, content='')",
    );
    expect([...(await snapshot(engine)).tables.keys()].sort()).toEqual(['bare', 't']);
  });

  test('leaves out a virtual table only when the engine cannot read it', async () => {
    const engine = await database(
      "CREATE VIRTUAL TABLE broken USING fts5(body, content='gone', content_rowid='id')",
      "INSERT INTO broken(rowid, body) VALUES(1, 'x')",
      'CREATE TABLE t(a)',
    );
    expect([...(await snapshot(engine)).tables.keys()]).toEqual(['t']);
  });

  test('leaves out a computed column that fails on a row, as after ADD COLUMN', async () => {
    const engine = await database('CREATE TABLE t(doc TEXT)', `INSERT INTO t VALUES('{"a":1}'), ('{')`);
    await run(engine, "ALTER TABLE t ADD COLUMN a AS (json_extract(doc, '$.a')) VIRTUAL");
    const { columns, rows } = await tableOf(engine, 't');
    expect(columns).toEqual(['doc']);
    expect(rows.map(({ cells }) => cells)).toEqual([['t{"a":1}'], ['t{']]);
    await run(engine, "DELETE FROM t WHERE doc = '{'");
    expect((await tableOf(engine, 't')).rows.map(({ cells }) => cells)).toEqual([['t{"a":1}', 'i1']]);
  });

  test('includes the AUTOINCREMENT marks', async () => {
    const engine = await database(
      'CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)',
      'CREATE TABLE unused(id INTEGER PRIMARY KEY AUTOINCREMENT)',
      'INSERT INTO t VALUES(41)',
      'DELETE FROM t',
    );
    expect((await snapshot(engine)).sequences).toEqual(new Map([['t', 41n]]));
  });

  test('takes of two AUTOINCREMENT marks the one that the engine goes by', async () => {
    const engine = await database(
      'CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, n)',
      'INSERT INTO t VALUES(5, 0)',
      "INSERT INTO sqlite_sequence VALUES('t', 41)",
    );
    const mark = (await snapshot(engine)).sequences.get('t') ?? 0n;
    expect(await engine.query('INSERT INTO t(n) VALUES(1) RETURNING id')).toEqual([[mark + 1n]]);
  });
});
