import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCreateTable } from '../../harness/sql/createTable.ts';
import { quoteIdentifier } from '../../harness/sql/quote.ts';

interface ColumnInfo {
  readonly name: string;
  readonly dflt_value: string | null;
  readonly hidden: number;
}

interface ForeignKeyInfo {
  readonly id: number;
  readonly table: string;
  readonly from: string;
}

/** What the engine says of the table, in the shape of what is read from its text. */
function askEngine(db: Database.Database, table: string) {
  const infos = db.prepare('SELECT * FROM pragma_table_xinfo(?)').all(table) as ColumnInfo[];
  const keys = db
    .prepare('SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq')
    .all(table) as ForeignKeyInfo[];
  const list = db.prepare('SELECT wr, strict FROM pragma_table_list(?)').get(table) as { wr: number; strict: number };
  const ids = [...new Set(keys.map(({ id }) => id))];
  return {
    columns: infos.map(({ name, dflt_value, hidden }) => ({
      name,
      default: dflt_value,
      generated: hidden === 0 ? null : hidden === 3,
      collation: collationOf(db, table, name),
    })),
    foreignKeys: ids.map((id) => {
      const key = keys.filter((part) => part.id === id);
      return { parent: key[0]?.table, columns: key.map(({ from }) => from) };
    }),
    withoutRowid: list.wr === 1,
    strict: list.strict === 1,
  };
}

/** No PRAGMA tells the collation of a column, but an index takes it over. */
function collationOf(db: Database.Database, table: string, column: string): string {
  db.exec(`CREATE INDEX probe ON ${quoteIdentifier(table)}(${quoteIdentifier(column)})`);
  const collation = db.prepare("SELECT coll FROM pragma_index_xinfo('probe')").pluck().get();
  db.exec('DROP INDEX probe');
  return String(collation).toUpperCase();
}

function readText(sql: string) {
  const { columns, foreignKeys, withoutRowid, strict } = readCreateTable(sql);
  return {
    columns: columns.map((column) => ({
      name: column.name,
      default: column.default,
      generated: column.generated?.stored ?? null,
      collation: column.collation ?? 'BINARY',
    })),
    foreignKeys: foreignKeys.map(({ parent, columns: from }) => ({ parent, columns: from })),
    withoutRowid,
    strict,
  };
}

function storedText(db: Database.Database, table: string): string {
  return String(db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck().get(table));
}

const CORPUS = [
  'CREATE TABLE t(a)',
  'create temp table if not exists "t"("a" , [b c] text, `d``e` INT, \'f\' REAL)',
  'CREATE TABLE main.t(a INTEGER PRIMARY KEY AUTOINCREMENT, b UNSIGNED BIG INT, c VARCHAR(10) NOT NULL, d DECIMAL(10, 2))',
  `CREATE TABLE t(a DEFAULT 1, b DEFAULT -1, c DEFAULT + 1.5, d DEFAULT 'it''s, (x)', e DEFAULT x'00ff', f DEFAULT NULL)`,
  'CREATE TABLE t(a TEXT DEFAULT CURRENT_TIMESTAMP, b DEFAULT (1 + (2)), c DEFAULT ( /* x */ abs(-1) ), d DEFAULT yes)',
  'CREATE TABLE t(a INT DEFAULT 1 NOT NULL, b DEFAULT 2 CHECK (b > 0) DEFAULT 3)',
  'CREATE TABLE t(a COLLATE NOCASE, b TEXT COLLATE "rtrim" NOT NULL, c COLLATE nocase COLLATE binary, d TEXT)',
  "CREATE TABLE t(a, b AS (a + 1), c INT GENERATED ALWAYS AS (a || ')') STORED, d GENERATED ALWAYS AS (a) VIRTUAL)",
  'CREATE TABLE t(a, generated TEXT, always, stored INT AS (a) STORED, key, "check", "primary" INT, "constraint")',
  'CREATE TABLE t("check" CHECK ("check" > 0), "foreign" REFERENCES p, "as" AS ("check"), "default" DEFAULT 5)',
  'CREATE TABLE t(a INT REFERENCES p, b REFERENCES p(x) ON DELETE SET DEFAULT ON UPDATE SET NULL DEFAULT 7)',
  'CREATE TABLE t(a, b, FOREIGN KEY (a) REFERENCES p(x), FOREIGN KEY ("b", a) REFERENCES "q r"(y, z) MATCH FULL)',
  'CREATE TABLE t(a REFERENCES p, b, CONSTRAINT k FOREIGN KEY (b) REFERENCES q CONSTRAINT c CHECK (a) UNIQUE (a, b))',
  'CREATE TABLE t(a, b, PRIMARY KEY (a COLLATE NOCASE, b DESC) ON CONFLICT REPLACE, UNIQUE (b)) WITHOUT ROWID',
  'CREATE TABLE t(a INTEGER, b ANY, PRIMARY KEY (a AUTOINCREMENT)) STRICT',
  'CREATE TABLE t(a TEXT PRIMARY KEY, b INT) WITHOUT ROWID, STRICT',
  'CREATE TABLE t(a -- first, column\n, b /* ) */ TEXT /* DEFAULT 1 */ DEFAULT 2 -- last\n)',
  'CREATE TABLE t(a CONSTRAINT one CONSTRAINT two NOT NULL, b CONSTRAINT three, c NULL)',
  'CREATE TABLE t(a CONSTRAINT "default" DEFAULT 1 CONSTRAINT "collate" COLLATE NOCASE)',
  'CREATE TABLE t(é TEXT, "😀 x" DEFAULT \'😀\', _1$ INT)',
];

describe('what is read from the text of a table', () => {
  test.each(CORPUS)('is what the engine says: %s', (sql) => {
    const db = new Database(':memory:');
    db.exec(sql);
    expect(readText(sql)).toEqual(askEngine(db, 't'));
  });

  test('is what the engine says after columns were added, dropped and renamed', () => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE t(a TEXT, b INT DEFAULT 1, CHECK (a <> ')'), FOREIGN KEY (b) REFERENCES p);
      ALTER TABLE t ADD COLUMN "c d" VARCHAR(3) DEFAULT 'x,y' COLLATE NOCASE REFERENCES q(z);
      ALTER TABLE t ADD e AS (a || "c d");
      ALTER TABLE t DROP COLUMN e; ALTER TABLE t RENAME COLUMN a TO "a ( b"; ALTER TABLE t RENAME TO t2;`);
    expect(readText(storedText(db, 't2'))).toEqual(askEngine(db, 't2'));
  });

  test('is what the engine says after constraints were added and dropped', () => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE t(a TEXT CONSTRAINT old CHECK (a <> 'y'), UNIQUE (a));
      ALTER TABLE t ADD CONSTRAINT c CHECK (a <> 'x'); ALTER TABLE t ADD COLUMN b INT DEFAULT 1;
      ALTER TABLE t ALTER COLUMN b SET NOT NULL; ALTER TABLE t DROP CONSTRAINT old;`);
    const { checks } = readCreateTable(storedText(db, 't'));
    expect(readText(storedText(db, 't'))).toEqual(askEngine(db, 't'));
    expect(checks).toEqual([{ name: 'c', expression: "a <> 'x'", tokens: "a <> 'x'", column: null }]);
  });

  test('is what the engine says of any definition', () => {
    const gap = fc.constantFrom(' ', '\n', ' /* , ( */ ', ' -- DEFAULT 9)\n');
    const name = fc.constantFrom('"default"', '[x y]', '`check`', "'s'", 'key', 'é', '"a""b"', '"("', 'generated', 'n');
    const type = fc.constantFrom(
      '',
      'TEXT',
      'UNSIGNED BIG INT',
      'VARCHAR(10)',
      'DECIMAL( 10, -2 )',
      '"as"',
      'character varying(9)',
    );
    const clause = fc.constantFrom(
      'NOT NULL',
      'NOT NULL ON CONFLICT IGNORE',
      'NULL',
      'DEFAULT - 3',
      "DEFAULT 'a,''b)'",
      "DEFAULT (length('(') + 1)",
      'DEFAULT CURRENT_DATE',
      'CONSTRAINT "c 1"',
      'CONSTRAINT c2 CHECK (1 IN (1, 2))',
      "CHECK ('DEFAULT 1' <> ')')",
      'COLLATE nocase',
      'COLLATE "RTRIM"',
      'REFERENCES p',
      'REFERENCES "p q"(a) ON DELETE SET DEFAULT ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED',
      'NOT DEFERRABLE',
      'UNIQUE',
    );
    const column = fc.tuple(name, type, fc.array(clause, { maxLength: 4 }));
    const columns = fc.uniqueArray(column, { minLength: 1, maxLength: 5, selector: ([columnName]) => columnName });
    const constraint = fc.constantFrom(
      'CHECK (1)',
      'CONSTRAINT k1 UNIQUE (id)',
      'FOREIGN KEY (id) REFERENCES p(x) DEFERRABLE',
      'CONSTRAINT "k,2" FOREIGN KEY (id, id) REFERENCES p(x, y) ON DELETE CASCADE',
    );
    const options = fc.constantFrom('', 'WITHOUT ROWID');
    const definition = fc.tuple(
      columns,
      fc.array(constraint, { maxLength: 3 }),
      options,
      fc.array(gap, { minLength: 40, maxLength: 40 }),
    );
    fc.assert(
      fc.property(definition, ([given, constraints, option, gaps]) => {
        let next = 0;
        const join = (parts: readonly string[]) => parts.map((part) => part + gaps[next++ % gaps.length]).join('');
        const items = [
          ['id INT PRIMARY KEY'],
          ...given.map(([n, t, clauses]) => [n, t, ...clauses]),
          ...constraints.map((c) => [c]),
        ];
        const sql = `CREATE TABLE${gaps[0]}t(${items.map(join).join(',')})${option}`;
        const db = new Database(':memory:');
        db.exec(sql);
        expect(readText(sql)).toEqual(askEngine(db, 't'));
        db.close();
      }),
      { numRuns: 300 },
    );
  });

  test('is what the engine says when rows break a CHECK: its name, or its expression as written', () => {
    const sql = `CREATE TABLE t(
      a CHECK ( a <> 1 ),
      b CONSTRAINT named CHECK (b <> 1) CHECK (b /* ) */ <> 2),
      c CONSTRAINT "other one" NOT NULL CHECK (c NOT IN (1, ')')),
      CHECK (a + b <> 10), CONSTRAINT 'last' CHECK (a + b <> 20) CHECK (a + b <> 30))`;
    const { checks } = readCreateTable(sql);
    expect(checks.map(({ column }) => column)).toEqual(['a', 'b', 'b', 'c', null, null, null]);
    const db = new Database(':memory:');
    db.exec(sql);
    const breaking = ['1, 0, 0', '0, 1, 0', '0, 2, 0', '0, 0, 1', '5, 5, 0', '10, 10, 0', '15, 15, 0'];
    const messages = breaking.map((values) => {
      try {
        db.exec(`INSERT INTO t VALUES (${values})`);
        return 'accepted';
      } catch (error) {
        return String(error).split('failed: ')[1];
      }
    });
    expect(checks.map(({ name, expression }) => name ?? expression)).toEqual(messages);
    expect(checks[3]).toEqual({
      name: 'other one',
      expression: "c NOT IN (1, ')')",
      tokens: "c not in ( 1 , ')' )",
      column: 'c',
    });
  });

  test('is what the engine does with a deferred foreign key', () => {
    const sql = `CREATE TABLE t(a REFERENCES p DEFERRABLE INITIALLY DEFERRED, b REFERENCES p, c REFERENCES p DEFERRABLE,
      d REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED, e REFERENCES p DEFERRABLE INITIALLY IMMEDIATE,
      f REFERENCES p, g DEFERRABLE INITIALLY DEFERRED, h,
      FOREIGN KEY (h) REFERENCES p ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)`;
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE p(id INTEGER PRIMARY KEY); ${sql}; PRAGMA foreign_keys = ON`);
    const isDeferred = (column: string) => {
      db.exec('BEGIN');
      try {
        db.exec(`INSERT INTO t(${column}) VALUES (1)`);
        return true;
      } catch {
        return false;
      } finally {
        db.exec('ROLLBACK');
      }
    };
    const read = readCreateTable(sql).foreignKeys;
    expect(read.map(({ columns }) => columns.join())).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'h']);
    expect(read.map(({ deferred }) => deferred)).toEqual(read.map(({ columns }) => isDeferred(columns.join())));
  });
});

describe('what no PRAGMA tells', () => {
  test('a generating expression as written and as tokens', () => {
    const [, generated] = readCreateTable('CREATE TABLE t(a, g AS ( "A" + 1 /* b */ ) STORED)').columns;
    expect(generated?.generated).toEqual({ expression: '"A" + 1 /* b */', tokens: 'a + 1', stored: true });
  });

  test('the conflict clause of NOT NULL', () => {
    const { columns } = readCreateTable(
      'CREATE TABLE t(a NOT NULL, b NOT NULL ON CONFLICT replace, c, d UNIQUE ON CONFLICT FAIL)',
    );
    expect(columns.map(({ notNullConflict }) => notNullConflict)).toEqual([null, 'REPLACE', null, null]);
  });

  test.each([
    ['CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT)', true],
    ['CREATE TABLE t(a INTEGER PRIMARY KEY ASC ON CONFLICT FAIL AUTOINCREMENT, b)', true],
    ['CREATE TABLE t(a INTEGER, PRIMARY KEY (a AUTOINCREMENT))', true],
    ['CREATE TABLE t(a INTEGER PRIMARY KEY)', false],
    ['CREATE TABLE t(a INTEGER PRIMARY KEY, "autoincrement" TEXT)', false],
  ])('AUTOINCREMENT in %s: %s', (sql, expected) => {
    const db = new Database(':memory:');
    db.exec(sql);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'").pluck().get()).toBe(
      +expected,
    );
    expect(readCreateTable(sql).autoincrement).toBe(expected);
  });

  test('the module of a virtual table', () => {
    const definition = readCreateTable(
      'CREATE VIRTUAL TABLE IF NOT EXISTS main.docs USING "FTS5"(body, tokenize = \'porter\')',
    );
    expect(definition).toMatchObject({ module: 'fts5', columns: [], checks: [] });
    expect(readCreateTable('CREATE TABLE t(a)').module).toBeNull();
  });

  test('CREATE TABLE … AS and other statements have no columns', () => {
    expect(readCreateTable('CREATE TABLE t AS SELECT (a) FROM b').columns).toEqual([]);
    expect(readCreateTable('CREATE INDEX i ON t(a)').columns).toEqual([]);
    expect(readCreateTable('').columns).toEqual([]);
  });
});

test('a text that is cut off anywhere is read without an error', () => {
  const whole = CORPUS.join('\n');
  for (let end = 0; end < whole.length; end += 7) readCreateTable(whole.slice(whole.lastIndexOf('\n', end) + 1, end));
});
