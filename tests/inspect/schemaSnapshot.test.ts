import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../harness/model/engine.ts';
import type { SchemaSnapshot, Table } from '../../harness/model/schema.ts';
import { quoteIdentifier } from '../../harness/sql/quote.ts';
import { database, run } from './database.ts';
import { schemaOf } from './schemaOf.ts';

async function tableOf(name: string, ...statements: readonly string[]): Promise<Table> {
  return pick(await schemaOf(...statements), name);
}

function pick({ tables }: SchemaSnapshot, name: string): Table {
  const table = tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no table ${name} in the snapshot`);
  return table;
}

/** An engine that writes down what it is asked. */
function listening(engine: Engine): Engine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...engine,
    asked,
    query(sql, values) {
      asked.push(sql);
      return engine.query(sql, values);
    },
  };
}

describe('a table', () => {
  test('with every kind of column', async () => {
    const { columns } = await tableOf(
      't',
      `CREATE TABLE t(
        id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE nocase, at DATETIME DEFAULT CURRENT_TIMESTAMP,
        n REAL DEFAULT (1 + 2), plain, v AS (n * 2), s TEXT GENERATED ALWAYS AS (upper("name")) STORED
      )`,
    );
    const rest = {
      notNull: false,
      default: null,
      primaryKey: 0,
      generated: 'no',
      expression: null,
      collation: 'BINARY',
      hidden: false,
    };
    expect(columns).toEqual([
      { ...rest, name: 'id', type: 'INTEGER', affinity: 'INTEGER', primaryKey: 1 },
      { ...rest, name: 'name', type: 'TEXT', affinity: 'TEXT', notNull: true, collation: 'NOCASE' },
      { ...rest, name: 'at', type: 'DATETIME', affinity: 'NUMERIC', default: 'CURRENT_TIMESTAMP' },
      { ...rest, name: 'n', type: 'REAL', affinity: 'REAL', default: '1 + 2' },
      { ...rest, name: 'plain', type: '', affinity: 'BLOB' },
      { ...rest, name: 'v', type: '', affinity: 'BLOB', generated: 'virtual', expression: 'n * 2' },
      { ...rest, name: 's', type: 'TEXT', affinity: 'TEXT', generated: 'stored', expression: 'upper ( name )' },
    ]);
  });

  test.each([
    ['CREATE TABLE t(a INTEGER PRIMARY KEY)', { rowidAlias: 'a', autoincrement: false }],
    ['CREATE TABLE t(a integer PRIMARY KEY AUTOINCREMENT)', { rowidAlias: 'a', autoincrement: true }],
    ['CREATE TABLE t(a INTEGER, PRIMARY KEY (a DESC))', { rowidAlias: 'a' }],
    ['CREATE TABLE t(a INTEGER PRIMARY KEY DESC)', { rowidAlias: null }],
    ['CREATE TABLE t(a INT PRIMARY KEY)', { rowidAlias: null }],
    ['CREATE TABLE t(a INTEGER, b, PRIMARY KEY (a, b))', { rowidAlias: null }],
    ['CREATE TABLE t(a INTEGER PRIMARY KEY) WITHOUT ROWID', { rowidAlias: null, withoutRowid: true, strict: false }],
    ['CREATE TABLE t(a INTEGER PRIMARY KEY, b ANY) STRICT', { rowidAlias: 'a', withoutRowid: false, strict: true }],
    ['CREATE TABLE t("autoincrement")', { rowidAlias: null, autoincrement: false, withoutRowid: false, strict: false }],
    [
      'CREATE TABLE t(a)',
      { kind: 'table', type: 'table', name: 't', table: 't', tokens: 'create table t ( a )', rootPage: 2 },
    ],
  ])('%s', async (sql, expected) => {
    expect(await tableOf('t', sql)).toMatchObject(expected);
  });

  test('ANY is a type of its own in a STRICT table only', async () => {
    expect((await tableOf('t', 'CREATE TABLE t(a any) STRICT')).columns[0]?.affinity).toBe('ANY');
    expect((await tableOf('t', 'CREATE TABLE t(a any)')).columns[0]?.affinity).toBe('NUMERIC');
  });

  test('with checks, where they are written and under what name', async () => {
    const { checks } = await tableOf('t', 'CREATE TABLE t(a CHECK (a  > 1), b, CONSTRAINT c CHECK (a < "b"))');
    expect(checks).toEqual([
      { name: null, expression: 'a  > 1', tokens: 'a > 1', column: 'a' },
      { name: 'c', expression: 'a < "b"', tokens: 'a < b', column: null },
    ]);
  });

  test('with indexes of every origin, sorted by name', async () => {
    const { indexes } = await tableOf(
      't',
      'CREATE TABLE t(a TEXT COLLATE NOCASE PRIMARY KEY, b, c, UNIQUE (b, c))',
      'CREATE UNIQUE INDEX z ON t(c DESC, b COLLATE rtrim, lower(a)) WHERE b IS NOT NULL',
      'CREATE INDEX a ON t(b)',
    );
    const key = (name: string | null, collation = 'BINARY', descending = false) => ({ name, descending, collation });
    expect(indexes).toEqual([
      {
        name: 'a',
        table: 't',
        origin: 'c',
        unique: false,
        where: null,
        sql: 'CREATE INDEX a ON t(b)',
        columns: [key('b')],
      },
      {
        name: 'sqlite_autoindex_t_1',
        table: 't',
        origin: 'pk',
        unique: true,
        where: null,
        sql: null,
        columns: [key('a', 'NOCASE')],
      },
      {
        name: 'sqlite_autoindex_t_2',
        table: 't',
        origin: 'u',
        unique: true,
        where: null,
        sql: null,
        columns: [key('b'), key('c')],
      },
      {
        name: 'z',
        table: 't',
        origin: 'c',
        unique: true,
        where: 'b is not null',
        sql: 'CREATE UNIQUE INDEX z ON t(c DESC, b COLLATE rtrim, lower(a)) WHERE b IS NOT NULL',
        columns: [key('c', 'BINARY', true), key('b', 'RTRIM'), key(null)],
      },
    ]);
  });

  test('WITHOUT ROWID has no key columns but its own in an index', async () => {
    const { indexes } = await tableOf(
      't',
      'CREATE TABLE t(a, b, c, PRIMARY KEY (b DESC, a)) WITHOUT ROWID',
      'CREATE INDEX i ON t(c)',
    );
    expect(indexes.map(({ name, columns }) => [name, ...columns.map((column) => column.name)])).toEqual([
      ['i', 'c'],
      ['sqlite_autoindex_t_1', 'b', 'a'],
    ]);
  });
});

describe('foreign keys', () => {
  test('stand in declared order, each with its own actions and deferral', async () => {
    const { foreignKeys } = await tableOf(
      'c',
      'CREATE TABLE p(a, b, PRIMARY KEY (b, a))',
      `CREATE TABLE c(x REFERENCES "P"(a) DEFERRABLE INITIALLY DEFERRED, y REFERENCES c ON UPDATE SET NULL,
        FOREIGN KEY (x, y) REFERENCES p(b, a) ON DELETE CASCADE DEFERRABLE)`,
    );
    expect(foreignKeys).toEqual([
      {
        columns: ['x'],
        parent: 'P',
        parentColumns: ['a'],
        onUpdate: 'NO ACTION',
        onDelete: 'NO ACTION',
        deferred: true,
      },
      { columns: ['y'], parent: 'c', parentColumns: [], onUpdate: 'SET NULL', onDelete: 'NO ACTION', deferred: false },
      {
        columns: ['x', 'y'],
        parent: 'p',
        parentColumns: ['b', 'a'],
        onUpdate: 'NO ACTION',
        onDelete: 'CASCADE',
        deferred: false,
      },
    ]);
  });

  test("without parent columns mean the parent's PRIMARY KEY in the order of the key, also when only the parent changes", async () => {
    const engine = await database(
      'CREATE TABLE P(a, b, PRIMARY KEY (b, a))',
      'CREATE TABLE c(x, y, FOREIGN KEY (x, y) REFERENCES p)',
    );
    const parentColumns = async () => pick(await readSchema(engine), 'c').foreignKeys.map((key) => key.parentColumns);
    expect(await parentColumns()).toEqual([['b', 'a']]);
    await run(engine, 'DROP TABLE P', 'CREATE TABLE p(m, n, PRIMARY KEY (m, n))');
    expect(await parentColumns()).toEqual([['m', 'n']]);
    await run(engine, 'DROP TABLE p');
    expect(await parentColumns()).toEqual([[]]);
  });
});

describe('what belongs to the snapshot', () => {
  test('tables, views and triggers sorted by name, indexes in the order in which they were made', async () => {
    const { tables, indexes, views, triggers } = await schemaOf(
      'CREATE TABLE b(x)',
      'CREATE TABLE a(x)',
      'CREATE VIEW w AS SELECT 1',
      'CREATE VIEW v AS SELECT 1',
      'CREATE INDEX j ON a(x)',
      'CREATE INDEX i ON b(x)',
      'CREATE TRIGGER h AFTER INSERT ON a BEGIN SELECT 1; END',
      'CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN SELECT 1; END',
    );
    expect(tables.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(views.map(({ name }) => name)).toEqual(['v', 'w']);
    expect(triggers.map(({ name, table }) => `${name} on ${table}`)).toEqual(['g on v', 'h on a']);
    expect(indexes.map(({ name, table }) => `${name} on ${table}`)).toEqual(['j on a', 'i on b']);
  });

  test("no bookkeeping of SQLite, of D1, of wrangler's migrations or of our own, nor what hangs on it", async () => {
    const snapshot = await schemaOf(
      'CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)',
      'CREATE TABLE _cf_KV(key TEXT PRIMARY KEY, value BLOB)',
      'CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY, name TEXT UNIQUE)',
      'CREATE INDEX on_migrations ON d1_migrations(name)',
      'CREATE TABLE stepproof_history(id INTEGER PRIMARY KEY)',
      'CREATE TRIGGER on_history AFTER INSERT ON stepproof_history BEGIN SELECT 1; END',
      'INSERT INTO t DEFAULT VALUES',
      'ANALYZE',
    );
    expect(snapshot.tables.map(({ name }) => name)).toEqual(['t']);
    expect([...snapshot.indexes, ...snapshot.triggers]).toEqual([]);
    expect(snapshot).toEqual(await schemaOf('CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT)'));
  });

  test('a virtual table with its hidden columns and its shadow tables', async () => {
    const { tables } = await schemaOf(
      "CREATE VIRTUAL TABLE ft USING fts5(a, b, tokenize='porter')",
      'CREATE TABLE ft_(a)',
    );
    expect(tables.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'virtual ft',
      'table ft_',
      ...['config', 'content', 'data', 'docsize', 'idx'].map((part) => `shadow ft_${part}`),
    ]);
    expect(tables[0]?.columns.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['a', false],
      ['b', false],
      ['ft', true],
      ['rank', true],
    ]);
  });

  test('a table is no shadow any more when the same text stands alone', async () => {
    const text = "CREATE TABLE 'alone_config'(k PRIMARY KEY, v) WITHOUT ROWID";
    const kind = async (...statements: readonly string[]) => (await tableOf('alone_config', ...statements)).kind;
    expect(await kind('CREATE VIRTUAL TABLE alone USING fts5(a)')).toBe('shadow');
    expect(await kind(text)).toBe('table');
  });

  test('names that need quotes, whatever they hold', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'É', 'é', '"', "'", '`', '[', ']', '%', '_', ' ', '.', '\n', ';', '(', '--', '😀'),
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(name, name, async (table, column) => {
        const [t, c] = [quoteIdentifier(table), quoteIdentifier(column)];
        const snapshot = await schemaOf(
          `CREATE TABLE ${t}(${c} UNIQUE COLLATE NOCASE REFERENCES ${t} DEFERRABLE INITIALLY DEFERRED)`,
          `CREATE INDEX ${quoteIdentifier(`${table} `)} ON ${t}(${c} DESC)`,
        );
        const model = pick(snapshot, table);
        expect(model.columns.map(({ name: found, collation }) => [found, collation])).toEqual([[column, 'NOCASE']]);
        expect(model.foreignKeys).toMatchObject([{ columns: [column], parent: table, deferred: true }]);
        expect(model.indexes.map(({ columns }) => columns[0]?.name)).toEqual([column, column]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the digest', () => {
  test('does not depend on the order of creation, on quoting, blanks, comments or letter case', async () => {
    const [a, b] = ['CREATE TABLE a(x)', 'CREATE TABLE b(y)'];
    const { digest } = await schemaOf(a, b, 'CREATE INDEX i ON a(x)', 'CREATE INDEX j ON b(y)');
    const other = await schemaOf(
      'CREATE TABLE "B"( y ) -- why',
      'create index "j" on [b]("y")',
      a,
      'CREATE INDEX i ON a(x)',
    );
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(other.digest).toBe(digest);
  });

  test('differs for every other schema', async () => {
    const schemas = [
      [],
      ['CREATE TABLE a(x)'],
      ['CREATE TABLE a(x, y)'],
      ['CREATE TABLE b(x)'],
      ["CREATE TABLE a(x DEFAULT 'a')"],
      ["CREATE TABLE a(x DEFAULT 'A')"],
      ['CREATE TABLE a(x)', 'CREATE VIEW v AS SELECT 1'],
    ];
    const digests = await Promise.all(schemas.map(async (statements) => (await schemaOf(...statements)).digest));
    expect(new Set(digests).size).toBe(schemas.length);
  });

  test('does not depend on how a SQLite stores a virtual table', async () => {
    const fts = 'CREATE VIRTUAL TABLE stored USING fts5(a)';
    const { digest } = await schemaOf(fts);
    const engine = listening(await database(fts));
    const withoutShadows: Engine = {
      ...engine,
      query: async (sql, values) =>
        (await engine.query(sql, values)).filter((row) => !row.some((cell) => String(cell).startsWith('stored_'))),
    };
    expect((await readSchema(withoutShadows)).digest).toBe(digest);
  });
});

describe('what was read before is not asked again', () => {
  test('an unchanged schema costs one question and is the same object', async () => {
    const engine = listening(await database('CREATE TABLE once(x)', 'CREATE INDEX i ON once(x)'));
    const first = await readSchema(engine);
    engine.asked.length = 0;
    expect(await readSchema(engine)).toBe(first);
    expect(await readSchema(listening(await engine.fork()))).toBe(first);
    expect(engine.asked).toHaveLength(1);
  });

  test('a new table is asked about alone, together with no other', async () => {
    const engine = await database('CREATE TABLE first_one(x)');
    await readSchema(engine);
    await run(engine, 'CREATE TABLE second_one(x)');
    const bound: unknown[] = [];
    await readSchema({
      ...engine,
      query: (sql, values = []) => {
        bound.push(...values);
        return engine.query(sql, values);
      },
    });
    expect(new Set(bound)).toEqual(new Set(['["second_one"]']));
  });

  test('a new index brings its table up to date, and its loss too', async () => {
    const engine = await database('CREATE TABLE indexed(x)');
    const indexes = async () => pick(await readSchema(engine), 'indexed').indexes.map(({ name }) => name);
    expect(await indexes()).toEqual([]);
    await run(engine, 'CREATE INDEX i ON indexed(x)');
    expect(await indexes()).toEqual(['i']);
    await run(engine, 'DROP INDEX i');
    expect(await indexes()).toEqual([]);
  });

  test('the same texts on another page are read from there', async () => {
    const paged = async (...statements: readonly string[]) => (await tableOf('paged', ...statements)).rootPage;
    expect(await paged('CREATE TABLE paged(x)')).toBe(2);
    expect(await paged('CREATE TABLE gone(x)', 'CREATE TABLE paged(x)', 'DROP TABLE gone')).toBe(3);
  });

  test('another engine is asked itself', async () => {
    const engine = listening(await database('CREATE TABLE elsewhere(x)'));
    await readSchema(engine);
    engine.asked.length = 0;
    await readSchema({ ...engine, name: 'another engine' });
    expect(engine.asked.length).toBeGreaterThan(1);
  });
});
