import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { rehearsalFolder, rehearseOn } from '../../harness/commands/rehearse.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { checkIn, ladderOf, onDatabase, projectOf, rehearse, said, sha256 } from '../rehearsal/project.ts';

const FIRST = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, doc TEXT);
`;
const ROWS = `INSERT INTO users VALUES (1, 'Ada', 'ada@x'), (2, 'Bob', 'bob@x'), (3, 'Ada', 'no mail');
INSERT INTO orders VALUES (1, 1, '{"n":1}'), (2, 2, '{"n":"two"}'), (3, 3, 'not json');
`;
const START = { '0001_first': [FIRST, 'DROP TABLE orders; DROP TABLE users;'] } as const;

function projectWith(steps: Parameters<typeof ladderOf>[0], more = '', files: Readonly<Record<string, string>> = {}) {
  return projectOf({ ...ladderOf({ ...START, ...steps }), ...files }, `${FIRST}${ROWS}${more}`);
}

const REBUILD = (columns: string) => `CREATE TABLE users_new (${columns});
INSERT INTO users_new SELECT id, name, email FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
`;

describe('a rehearsal', () => {
  test('says go where everything holds, and leaves the original as it is', async () => {
    const project = projectWith({
      '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
      '0003_column': ["ALTER TABLE users ADD COLUMN kind TEXT DEFAULT 'a';", 'ALTER TABLE users DROP COLUMN kind;'],
    });
    const before = sha256(project.database);
    const report = await rehearse(project);
    expect(sha256(project.database)).toBe(before);
    expect(said(report)).toEqual([]);
    expect(report.rehearsal?.verdict).toBe('go');
    expect(report.rehearsal?.database).toEqual({ bytes: 12288, rows: 6 });
    expect(report.steps.map(({ id, status, rollbackVerdict }) => [id, status, rollbackVerdict])).toEqual([
      ['0002_index', 'passed', 'exact'],
      ['0003_column', 'passed', 'exact'],
    ]);
    expect(report.steps.map(({ rows }) => rows)).toEqual([
      { before: 6, after: 6, restored: 6 },
      { before: 6, after: 6, restored: 6 },
    ]);
  });

  test('measures each step', async () => {
    const project = projectWith({
      '0002_fill': ["UPDATE users SET name = name || '!';", "UPDATE users SET name = rtrim(name, '!');"],
      '0003_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const [fill, index] = (await rehearse(project, { from: '0002' })).rehearsal?.steps ?? [];
    expect(fill).toMatchObject({
      id: '0002_fill',
      rowsWritten: 3,
      bytesBefore: 12288,
      bytesAfter: 12288,
      peakMiB: 100,
    });
    expect(index).toMatchObject({ id: '0003_index', rowsWritten: 0, bytesBefore: 12288, bytesAfter: 16384 });
    for (const ms of [fill?.forwardMs, fill?.rollbackMs, fill?.writeLockMs]) expect(ms).toBeGreaterThan(0);
  });

  test('says how identity was shown, and what was not compared', async () => {
    const project = projectWith({
      '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
      '0003_fill': ["UPDATE users SET name = name || '!';", "UPDATE users SET name = rtrim(name, '!');"],
    });
    const proof = (await rehearse(project)).rehearsal?.proof;
    expect(proof).toContain('3 tables by the pages of the write-ahead log');
    expect(proof).toContain('1 table by comparing 3 rows bit for bit');
    expect(proof).toContain('Not compared: where rows lie in the file');
  });

  test('is go with nothing to do where every step is applied', async () => {
    const project = projectOf(ladderOf(START), FIRST + ROWS);
    const report = await rehearse(project);
    expect(report.steps).toEqual([]);
    expect(report.rehearsal).toMatchObject({ verdict: 'go', steps: [], database: { rows: 6 } });
    expect(report.rehearsal?.proof).toBe('Nothing is pending: the database has every step up to 0001_first.');
  });

  test('judges one step alone when that is asked for, on what those before it make', async () => {
    const project = projectWith({
      '0002_column': ['ALTER TABLE users ADD COLUMN kind TEXT;', 'ALTER TABLE users DROP COLUMN kind;'],
      '0003_index': ['CREATE INDEX users_kind ON users (kind);', 'DROP INDEX users_kind;'],
      '0004_more': ['CREATE TABLE more (id INTEGER PRIMARY KEY);', 'DROP TABLE more;'],
    });
    expect((await rehearse(project, { step: '0003' })).steps.map(({ id, status }) => [id, status])).toEqual([
      ['0003_index', 'passed'],
    ]);
    expect((await rehearse(project, { to: '0003' })).steps.map(({ id }) => id)).toEqual(['0002_column', '0003_index']);
  });

  test('runs the checks that are asked for', async () => {
    const project = projectWith({
      '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const report = await rehearse(project, { check: ['forward-applies', 'database-is-intact'] });
    expect(report.steps[0]?.checks.map(({ id }) => id)).toEqual(['forward-applies', 'database-is-intact']);
    await expect(rehearse(project, { check: ['cascades-act'] })).rejects.toThrow('unknown check "cascades-act"');
  });
});

describe('real rows turn into facts:', () => {
  test('rows that a UNIQUE index forbids', async () => {
    const project = projectWith({
      '0002_unique': ['CREATE UNIQUE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const report = await rehearse(project);
    expect(report.rehearsal?.verdict).toBe('no-go');
    expect(said(report)).toEqual([
      'error forward-applies: 2 rows of table users break unique index users_name: id 1, 3',
    ]);
    const [finding] = checkIn(report, 'forward-applies').findings;
    expect(finding?.data).toMatchObject({
      rows: 2,
      keyColumns: ['id'],
      keys: ['1', '3'],
      code: 'SQLITE_CONSTRAINT_UNIQUE',
    });
    expect(finding?.fix).toContain('SELECT name, count(*) FROM users GROUP BY name HAVING count(*) > 1;');
  });

  test('rows that a CHECK, a NOT NULL and a UNIQUE of one rebuild forbid', async () => {
    const project = projectWith(
      {
        '0002_strict': [
          REBUILD("id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, email TEXT CHECK (email LIKE '%@%')"),
          'SELECT 1;',
        ],
      },
      "INSERT INTO users VALUES (4, NULL, 'x@x');",
    );
    expect(said(await rehearse(project)).filter((line) => line.includes('forward-applies'))).toEqual([
      'error forward-applies: 2 rows of table users break UNIQUE (name): id 1, 3',
      'error forward-applies: 1 row of table users breaks NOT NULL of name: id 4',
      "error forward-applies: 1 row of table users breaks CHECK (email LIKE '%@%'): id 3",
    ]);
  });

  test('rows without a parent that a new foreign key forbids', async () => {
    const project = projectWith(
      {
        '0002_key': [
          `CREATE TABLE notes_new (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
INSERT INTO notes_new SELECT * FROM notes; DROP TABLE notes; ALTER TABLE notes_new RENAME TO notes;`,
          'SELECT 1;',
        ],
      },
      'CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER); INSERT INTO notes VALUES (7, 1), (8, 99), (9, 98);',
    );
    const report = await rehearse(project, { from: '0002' });
    expect(said(report)).toContain(
      'error forward-applies: the script fails: 2 rows of table notes have no parent in users by (user_id): 8, 9',
    );
  });

  test('rows that cascade away while foreign_key_check stays clean', async () => {
    const project = projectWith({
      '0002_rebuild': [
        REBUILD('id INTEGER PRIMARY KEY, name TEXT, email TEXT'),
        REBUILD('id INTEGER PRIMARY KEY, name TEXT, email TEXT'),
      ],
    });
    const report = await rehearse(project, { from: '0002' });
    expect(said(report)[0]).toBe(
      'error rows-survive: 3 of 3 rows of table orders are gone after the migration, because DROP TABLE users deletes the rows that it refers to (1, 2, 3)',
    );
    expect(checkIn(report, 'foreign-keys-hold')).toMatchObject({ status: 'passed', findings: [] });
  });

  test('a rollback that loses rows and values', async () => {
    const project = projectWith({
      '0002_trim': [
        "DELETE FROM orders WHERE id = 2; UPDATE users SET email = lower(email), name = 'x' WHERE id = 1;",
        "UPDATE users SET name = 'Ada' WHERE id = 3;",
      ],
    });
    const report = await rehearse(project, { from: '0002' });
    expect(report.steps[0]?.rollbackVerdict).toBe('wrong');
    expect(report.steps[0]?.rows).toEqual({ before: 6, after: 5, restored: 5 });
    expect(said(report)).toEqual([
      'error rollback-restores-data: 1 of 3 rows of table orders is not there after the rollback (2)',
      'error rollback-restores-data: column name of table users holds other values in 1 of 3 rows after the rollback (1)',
    ]);
  });

  test('what a declared loss allows, and no more', async () => {
    const project = projectWith({
      '0002_drop': [
        '-- stepproof: irreversible "nobody reads it"\nALTER TABLE users DROP COLUMN email;',
        'ALTER TABLE users ADD COLUMN email TEXT;',
      ],
      '0003_next': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const report = await rehearse(project);
    expect(said(report)).toEqual([]);
    expect(report.steps.map(({ status, rollbackVerdict }) => [status, rollbackVerdict])).toEqual([
      ['irreversible', 'irreversible'],
      ['passed', 'exact'],
    ]);
  });

  test('a rollback that fails on the rows that are there', async () => {
    const project = projectWith({
      '0002_loosen': [
        'CREATE TABLE t (a); INSERT INTO t SELECT name FROM users;',
        'CREATE UNIQUE INDEX u ON t (a); DROP TABLE t;',
      ],
      '0003_next': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const report = await rehearse(project);
    expect(said(report)).toEqual(['error rollback-applies: 2 rows of table t break unique index u: rowid 1, 3']);
    expect(report.steps.map(({ status, rollbackVerdict }) => [status, rollbackVerdict])).toEqual([
      ['failed', 'fails'],
      ['passed', 'exact'],
    ]);
  });

  test('a migration that makes something else the second time', async () => {
    const project = projectWith({
      '0002_token': [
        'ALTER TABLE users ADD COLUMN token TEXT; UPDATE users SET token = hex(randomblob(8));',
        'ALTER TABLE users DROP COLUMN token;',
      ],
      '0003_twice': [
        'CREATE TABLE log (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO log DEFAULT VALUES;',
        'DROP TABLE log;',
      ],
    });
    const report = await rehearse(project);
    expect(said(report)).toEqual([
      'warning reapply-is-identical: table users holds other rows when the migration is applied again',
    ]);
  });

  test('rows that had no parent before are a warning, those that lose it an error', async () => {
    const project = projectWith(
      {
        '0002_delete': [
          '-- stepproof: foreign-keys off\nDELETE FROM users WHERE id = 2;',
          "INSERT INTO users VALUES (2, 'Bob', 'bob@x');",
        ],
      },
      'PRAGMA foreign_keys = OFF; INSERT INTO orders VALUES (4, 99, NULL);',
    );
    const report = await rehearse(project, { from: '0002' });
    expect(said(report)).toEqual([
      'error forward-applies: the script fails: 1 row of table orders has no parent in users by (user_id): 2',
    ]);
    const tolerant = projectWith(
      { '0002_rename': ["UPDATE users SET name = 'Eve' WHERE id = 2;", "UPDATE users SET name = 'Bob' WHERE id = 2;"] },
      'PRAGMA foreign_keys = OFF; INSERT INTO orders VALUES (4, 99, NULL);',
    );
    const calm = await rehearse(tolerant, { from: '0002' });
    expect(calm.rehearsal?.verdict).toBe('go');
    expect(said(calm)).toEqual([
      'warning foreign-keys-hold: 1 row of table orders has no parent in users by (user_id): 4, already before the migration',
    ]);
  });

  test('documents that the zod schema refuses, and what is no document', async () => {
    const project = projectWith(
      { '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'] },
      '',
      {
        'stepproof.config.mjs': `const schema = { safeParse: (value) => ({ success: typeof value.n === 'number' }) };
export default { json: { 'orders.doc': schema } };
`,
      },
    );
    const report = await rehearse(project);
    expect(said(report)).toEqual([
      'error json-columns-validate: 2 of 3 stored documents of column orders.doc are refused by the schema, 1 of them because it is no JSON: id 2, 3',
    ]);
    expect(checkIn(report, 'json-columns-validate').cases).toBe(3);
  });

  test('plans on the real rows and their statistics', async () => {
    const project = projectWith(
      { '0002_index': ['CREATE INDEX orders_user ON orders (user_id);', 'DROP INDEX orders_user;'] },
      '',
      {
        'stepproof.config.mjs': `export default { queries: {
          byUser: { sql: { text: 'SELECT id FROM orders WHERE user_id = ?', values: [1] }, uses: ['orders_user'] },
          byDoc: { sql: { text: 'SELECT id FROM orders WHERE doc = ?', values: ['x'] }, scan: false } } };
`,
      },
    );
    expect(said(await rehearse(project))).toEqual([
      'error queries-use-indexes: query byDoc breaks its promise: it scans orders',
    ]);
  });
});

describe('databases that share a folder', () => {
  test('are planned each with its own statistics', async () => {
    const steps = {
      '0002_doc': ['CREATE INDEX orders_doc ON orders (doc);', 'DROP INDEX orders_doc;'],
      '0003_user': ['CREATE INDEX orders_user ON orders (user_id);', 'DROP INDEX orders_user;'],
    } as const;
    const sql = 'SELECT id FROM orders WHERE user_id = ? AND doc = ?';
    const analysed = (perUser: number): string =>
      `CREATE INDEX orders_doc ON orders (doc); ANALYZE; DELETE FROM sqlite_stat1;
      INSERT INTO sqlite_stat1 VALUES ('orders', 'orders_user', '90000 ${perUser}'), ('orders', 'orders_doc', '90000 50');`;
    const one = projectWith(steps, analysed(2), {
      'stepproof.config.mjs': `export default { queries: {
        both: { sql: { text: '${sql}', values: [1, 'x'] }, uses: ['orders_user'], since: '0003_user' } } };
`,
    });
    const other = projectWith(steps, analysed(90000));
    const folder = await rehearsalFolder({ dir: one.dir, from: '0003' });
    const plansOf = async ({ database }: { readonly database: string }) => {
      const world = { now: () => 0, onStep: () => {}, peakMiB: () => 0, folder: projectFolder({}) };
      return said(await rehearseOn(folder, { dir: one.dir, database, showValues: false }, world));
    };
    expect(await plansOf(one)).toEqual([]);
    expect(await plansOf(other)).toEqual([
      'error queries-use-indexes: query both breaks its promise: it does not search by orders_user',
    ]);
    expect(await plansOf(one)).toEqual([]);
  });
});

describe('a step whose rollback is wrong', () => {
  test('is what the steps above it stand on all the same', async () => {
    const project = projectWith({
      '0002_kind': ["ALTER TABLE users ADD COLUMN kind TEXT DEFAULT 'a';", "UPDATE users SET email = 'lost';"],
      '0003_again': [
        'ALTER TABLE users ADD COLUMN age INTEGER;',
        'ALTER TABLE users DROP COLUMN age; SELECT missing FROM users;',
      ],
      '0004_index': [
        'CREATE UNIQUE INDEX users_kind ON users (email, kind) WHERE age IS NULL;',
        'DROP INDEX users_kind;',
      ],
    });
    const report = await rehearse(project);
    expect(report.steps.map(({ id, status, rollbackVerdict }) => [id, status, rollbackVerdict])).toEqual([
      ['0002_kind', 'failed', 'wrong'],
      ['0003_again', 'failed', 'fails'],
      ['0004_index', 'passed', 'exact'],
    ]);
    expect(said(report)).toContain(
      'error rollback-restores-data: column email of table users holds other values in 3 of 3 rows after the rollback (1, 2, 3)',
    );
    expect(report.steps.map(({ rows }) => rows)).toEqual([
      { before: 6, after: 6, restored: 6 },
      { before: 6, after: 6, restored: null },
      { before: 6, after: 6, restored: 6 },
    ]);
  });
});

describe('steps after one that does not apply', () => {
  test('are rehearsed where they do not need it, and not run where they do', async () => {
    const project = projectWith({
      '0002_broken': [
        'CREATE TABLE kinds (id INTEGER PRIMARY KEY); CREATE UNIQUE INDEX users_name ON users (name);',
        'DROP INDEX users_name; DROP TABLE kinds;',
      ],
      '0003_needs': ['ALTER TABLE kinds ADD COLUMN label TEXT;', 'ALTER TABLE kinds DROP COLUMN label;'],
      '0004_alone': ['CREATE INDEX users_email ON users (email);', 'DROP INDEX users_email;'],
    });
    const report = await rehearse(project);
    expect(report.steps.map(({ id, status }) => [id, status])).toEqual([
      ['0002_broken', 'failed'],
      ['0003_needs', 'not-run'],
      ['0004_alone', 'passed'],
    ]);
    expect(report.rehearsal?.steps.map(({ id, forwardMs }) => [id, forwardMs === null])).toEqual([
      ['0002_broken', true],
      ['0004_alone', false],
    ]);
  });
});

describe('a rehearsal of a layout without rollbacks', () => {
  test('says what one would have to do, and is go', async () => {
    const project = projectOf(
      {
        'migrations/0001_first.sql': FIRST,
        'migrations/0002_index.sql': 'CREATE INDEX users_name ON users (name);',
        'wrangler.toml': '[[d1_databases]]\nbinding = "DB"\n',
      },
      FIRST + ROWS,
    );
    const report = await rehearse(project, { layout: 'wrangler' });
    expect(report.rehearsal?.verdict).toBe('go');
    expect(said(report, ['note'])).toEqual(['note rollback-exists: a rollback would drop index users_name']);
    expect(report.rehearsal?.proof).toBe('No rollback was run, so none was proven.');
  });
});

describe('the original', () => {
  test('may be in use: what its log holds is rehearsed, and it stays as it is', async () => {
    const project = projectWith({
      '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const db = new Database(project.database);
    try {
      db.pragma('journal_mode = WAL');
      db.pragma('wal_autocheckpoint = 0');
      db.exec("INSERT INTO users VALUES (10, 'only in the log', 'x@x')");
      const bytes = () => [sha256(project.database), sha256(`${project.database}-wal`)];
      const before = bytes();
      const report = await rehearse(project);
      expect(report.rehearsal?.database.rows).toBe(7);
      expect(bytes()).toEqual(before);
      expect(said(report, ['note'])).toEqual([
        'note source-is-at-rest: beside the database lay app.db-wal, app.db-shm',
      ]);
    } finally {
      db.close();
    }
  });

  test('that changes meanwhile is said to', async () => {
    const project = projectWith({
      '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const onStep = () => onDatabase(project.database, (db) => db.exec("INSERT INTO users VALUES (11, 'late', 'x@x')"));
    const report = await rehearse(project, { onStep });
    expect(report.rehearsal).toMatchObject({ verdict: 'go', database: { rows: 6 } });
    expect(said(report)).toEqual(['warning source-is-at-rest: the database changed during the run']);
  });

  test('that is damaged is refused', async () => {
    const project = projectWith({
      '0002_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    });
    const { readFileSync, writeFileSync } = await import('node:fs');
    const bytes = readFileSync(project.database);
    bytes.fill(0, 4096, 4200);
    writeFileSync(project.database, bytes);
    await expect(rehearse(project)).rejects.toMatchObject({ code: 'database-corrupt' });
  });

  test('with rows that break its own schema is rehearsed, with a warning', async () => {
    const project = projectOf(
      ladderOf({
        '0001_t': ['CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));', 'DROP TABLE t;'],
        '0002_i': ['CREATE INDEX i ON t (n);', 'DROP INDEX i;'],
      }),
      'CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0)); PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (1, -1);',
    );
    const report = await rehearse(project);
    expect(report.rehearsal?.verdict).toBe('go');
    expect(said(report)).toEqual([
      'warning database-is-intact: SQLite says before the first step: CHECK constraint failed in t',
    ]);
  });
});

describe('a database of another kind', () => {
  test('has names that want to be SQL', async () => {
    const table = '"a""; DROP TABLE b; --"';
    const first = `CREATE TABLE ${table} ("select" INTEGER PRIMARY KEY, "k'""" TEXT, "--" TEXT);
CREATE TABLE "c[0]" ("order" INTEGER PRIMARY KEY, "ü \n" INTEGER REFERENCES ${table} ("select") ON DELETE CASCADE);\n`;
    const rebuild = `CREATE TABLE "new ""table" ("select" INTEGER PRIMARY KEY, "k'""" TEXT, "--" TEXT);
INSERT INTO "new ""table" SELECT * FROM ${table}; DROP TABLE ${table}; ALTER TABLE "new ""table" RENAME TO ${table};\n`;
    const project = projectOf(
      ladderOf({
        '0001_first': [first, 'SELECT 1;'],
        '0002_unique': [`CREATE UNIQUE INDEX "i'""" ON ${table} ("k'""");`, `DROP INDEX "i'""";`],
        '0003_rebuild': [rebuild, rebuild],
      }),
      `${first}INSERT INTO ${table} VALUES (1, 'x', 'y'), (2, 'x', 'z'); INSERT INTO "c[0]" VALUES (5, 1);`,
    );
    const report = await rehearse(project, { from: '0002' });
    expect(said(report).slice(0, 2)).toEqual([
      `error forward-applies: 2 rows of table a"; DROP TABLE b; -- break unique index i'": select 1, 2`,
      'error rows-survive: 1 of 1 row of table c[0] is gone after the migration, because DROP TABLE a"; DROP TABLE b; -- deletes the rows that it refers to (5)',
    ]);
  });

  test('has full text, views, triggers, generated columns and a table without rowids', async () => {
    const first = `CREATE TABLE pages (id TEXT PRIMARY KEY, body TEXT, size INTEGER AS (length(body)) STORED) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (body);
CREATE VIEW titles AS SELECT id, substr(body, 1, 10) AS title FROM pages;
CREATE TRIGGER find AFTER INSERT ON pages BEGIN INSERT INTO search VALUES (new.body); END;\n`;
    const project = projectOf(
      ladderOf({
        '0001_first': [first, 'SELECT 1;'],
        '0002_more': [
          "INSERT INTO pages (id, body) VALUES ('c', 'third page'); CREATE INDEX pages_size ON pages (size);",
          "DROP INDEX pages_size; DELETE FROM pages WHERE id = 'c'; DELETE FROM search WHERE body = 'third page';",
        ],
      }),
      `${first}INSERT INTO pages (id, body) VALUES ('a', 'first page'), ('b', 'second page');`,
    );
    const report = await rehearse(project);
    expect(said(report)).toEqual([]);
    expect(report.steps[0]).toMatchObject({ status: 'passed', rows: { before: 4, after: 6, restored: 4 } });
    expect(report.rehearsal?.steps[0]?.rowsWritten).toBeGreaterThan(1);
  });

  test('has rows without a parent, which are no fault of a script that runs with foreign keys off', async () => {
    const rebuild = `-- stepproof: foreign-keys off\n${REBUILD('id INTEGER PRIMARY KEY, name TEXT, email TEXT')}`;
    const project = projectWith(
      { '0002_rebuild': [rebuild, rebuild] },
      'PRAGMA foreign_keys = OFF; INSERT INTO orders VALUES (4, 99, NULL);',
    );
    const report = await rehearse(project, { from: '0002' });
    expect(said(report)).toEqual([
      'warning foreign-keys-hold: 1 row of table orders has no parent in users by (user_id): 4, already before the migration',
    ]);
    expect(report.steps[0]?.rollbackVerdict).toBe('text-only');
  });
});

describe('rows that no constraint of their own forbids', () => {
  test('are named where a trigger refuses them, and where others refer to them with RESTRICT', async () => {
    const project = projectWith(
      {
        '0002_fill': ["UPDATE users SET name = 'x';", 'SELECT 1;'],
        '0003_leave': ["DELETE FROM users WHERE name <> 'Cid';", 'SELECT 1;'],
      },
      `CREATE TABLE badges (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users (id) ON DELETE RESTRICT);
INSERT INTO badges VALUES (70, 2), (71, 2);
CREATE TRIGGER kept BEFORE UPDATE ON users WHEN old.email LIKE 'ada%' BEGIN SELECT RAISE(ABORT, 'ada stays'); END;`,
    );
    const report = await rehearse(project, { from: '0002', check: ['forward-applies'] });
    const findings = report.steps.flatMap((step) => checkIn({ ...report, steps: [step] }, 'forward-applies').findings);
    expect(findings.map(({ object, message, why }) => [object, message, why])).toEqual([
      [
        'table users',
        '1 row of table users cannot be updated: id 1',
        'Each of them alone stops the script with "ada stays", and nothing of it stays.',
      ],
      [
        'table users',
        '1 row of table users cannot be deleted: id 2',
        'Each of them alone stops the script with "FOREIGN KEY constraint failed", and nothing of it stays. They are referred to with RESTRICT by 2 rows of badges by (owner): id 70, 71.',
      ],
    ]);
    expect(findings[1]?.data).toMatchObject({
      keys: ['2'],
      complete: true,
      referring: [{ table: 'badges', keys: ['70', '71'] }],
    });
  });

  test('are said not to be told where no row is at fault alone', async () => {
    const project = projectWith(
      { '0002_fill': ["UPDATE users SET name = 'x';", 'SELECT 1;'] },
      `CREATE TABLE seen (n); CREATE TRIGGER few BEFORE UPDATE ON users BEGIN INSERT INTO seen VALUES (1);
SELECT RAISE(ABORT, 'too many') WHERE (SELECT count(*) FROM seen) > 2; END;`,
    );
    const report = await rehearse(project, { from: '0002' });
    const [finding] = checkIn(report, 'forward-applies').findings;
    expect(finding?.why).toContain('Which rows it fails on cannot be told. No row does so alone.');
  });
});

describe('values of rows', () => {
  const CANARY = 'c4n4ry';
  const steps = {
    '0002_unique': ['CREATE UNIQUE INDEX users_email ON users (email);', 'DROP INDEX users_email;'],
    '0003_path': ["CREATE TABLE p AS SELECT json_extract('{}', name) FROM users;", 'DROP TABLE p;'],
    '0004_fire': ['UPDATE orders SET doc = 1;', 'SELECT 1;'],
    '0005_index': ['CREATE INDEX users_name ON users (name);', 'DROP INDEX users_name;'],
    '0006_fill': ["UPDATE users SET name = 'x';", 'SELECT 1;'],
  } as const;
  const more = `UPDATE users SET email = '${CANARY}', name = '${CANARY}';
CREATE TRIGGER refuse BEFORE UPDATE ON orders BEGIN SELECT RAISE(ABORT, 'no ' || (SELECT name FROM users LIMIT 1)); END;`;
  const config = {
    'stepproof.config.mjs': `export default { json: { 'users.name': { safeParse: () => ({ success: false }) } } };\n`,
  };

  test('appear nowhere', async () => {
    const report = await rehearse(projectWith(steps, more, config), { from: '0002' });
    expect(said(report).length).toBeGreaterThan(3);
    expect(JSON.stringify(report)).not.toContain(CANARY);
  });

  test('appear when that is asked for', async () => {
    const report = await rehearse(projectWith(steps, more, config), { from: '0002', showValues: true });
    expect(said(report).filter((line) => line.includes(CANARY)).length).toBe(3);
    // The words of the trigger.
    expect(JSON.stringify(report)).toContain(`no ${CANARY}`);
  });
});
