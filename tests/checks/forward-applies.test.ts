import { describe, expect, test } from 'vitest';
import type { Migration, Script } from '../../harness/model/script.ts';
import { checkOf, ladderOf, type Pair, prove, short } from './climbing.ts';

const PEOPLE: Pair = ['CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);', 'DROP TABLE person;'];
const said = (step: string, pairs: readonly Pair[]) => checkOf('forward-applies', step, pairs);

describe('forward-applies', () => {
  test('a script that runs on both databases passes', async () => {
    expect(await said('0001', [PEOPLE])).toMatchObject({ status: 'passed', findings: [] });
  });

  test('a statement that SQLite refuses is found at its place', async () => {
    const { findings } = await said('0001', [['CREATE TABLE a (x);\n\n  CREATE TABEL b (y);', null]]);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        message: 'the script fails: near "TABEL": syntax error',
        location: { file: 'migrations/0001.sql', line: 3, column: 10 },
      },
    ]);
  });

  test.each([
    ['CREATE TABLE a (x);\nCREATE INDEX i\n  ON a (y);', 3, 9],
    ['CREATE TABLE a (x);\nINSERT INTO a SELECT slug(1), slug(2);', 2, 1],
    ['CREATE TABLE a (x);\nINSERT INTO a (z) VALUES (1);', 2, 16],
  ])('the word that SQLite complains of is pointed at when it stands once: %j', async (sql, line, column) => {
    expect((await said('0001', [[sql, null]])).findings[0]?.location).toMatchObject({ line, column });
  });

  test('an aggregate of no rows is NULL, which only an empty database shows', async () => {
    const base: Pair = ['CREATE TABLE entry (id INTEGER PRIMARY KEY); CREATE TABLE mark (at INTEGER NOT NULL);', null];
    const found = await checkOf('forward-applies', '0002', [
      base,
      ['INSERT INTO mark (at) SELECT max(id) FROM entry;', null],
    ]);
    expect(found.findings.map(({ message }) => message)).toEqual([
      'the script fails on an empty database: NOT NULL constraint failed: mark.at',
    ]);
  });

  test('a sum that only some rows make too large is a warning', async () => {
    const base: Pair = [
      'CREATE TABLE entry (id INTEGER PRIMARY KEY, weight REAL NOT NULL); CREATE TABLE mark (at INTEGER);',
      null,
    ];
    const sum = 'INSERT INTO mark (at) SELECT sum(CAST(abs(weight) * 1e18 AS INTEGER)) FROM entry;';
    expect(short((await checkOf('forward-applies', '0002', [base, [sum, null]])).findings)).toEqual([
      'warning script migrations/0002.sql',
    ]);
  });

  test('a column that must not be NULL and has no default fails on rows only', async () => {
    const { findings } = await said('0002', [
      PEOPLE,
      ['ALTER TABLE person ADD COLUMN age INTEGER NOT NULL;', 'ALTER TABLE person DROP COLUMN age;'],
    ]);
    expect(short(findings)).toEqual(['error script migrations/0002.sql']);
    expect(findings[0]?.message).toContain('fails on a database with rows: Cannot add a NOT NULL column');
    expect(findings[0]?.fix).toContain('NOT NULL DEFAULT');
  });

  test('a foreign key on such a column excuses nothing', async () => {
    const { findings } = await said('0003', [
      PEOPLE,
      ['CREATE TABLE visit (id INTEGER PRIMARY KEY, day TEXT NOT NULL);', 'DROP TABLE visit;'],
      ['ALTER TABLE visit ADD COLUMN guest INTEGER NOT NULL REFERENCES person (id);', null],
    ]);
    expect(short(findings)).toEqual(['error script migrations/0003.sql']);
  });

  test('rows that the new schema forbids are a warning with the query that lists them', async () => {
    const { status, findings } = await said('0002', [
      [
        'CREATE TABLE seat (id INTEGER PRIMARY KEY, row TEXT NOT NULL, number INTEGER NOT NULL CHECK (number < 3));',
        'DROP TABLE seat;',
      ],
      ['CREATE UNIQUE INDEX seat_place ON seat (number);', 'DROP INDEX seat_place;'],
    ]);
    expect(status).toBe('passed');
    expect(short(findings)).toEqual(['warning table seat']);
    expect(findings[0]?.fix).toContain('SELECT number, count(*) FROM seat GROUP BY number HAVING count(*) > 1;');
  });

  test.each([
    ['a row', 'ALTER TABLE person ADD COLUMN age INTEGER NOT NULL DEFAULT 0 CHECK (age > 0);'],
    ['a row', 'ALTER TABLE person ADD COLUMN age INTEGER DEFAULT 0 CHECK (age > 0); UPDATE person SET age = 1;'],
    [
      'two rows',
      "ALTER TABLE person ADD COLUMN code TEXT NOT NULL DEFAULT ''; CREATE UNIQUE INDEX person_code ON person (code);",
    ],
  ])('a default that breaks a constraint of the same script fails with %s', async (amount, forward) => {
    const { findings } = await said('0002', [PEOPLE, [forward, null]]);
    expect(short(findings)).toEqual(['error table person']);
    expect(findings[0]?.message).toContain(`fails as soon as table person holds ${amount}: `);
  });

  test('a default that the script replaces before the constraint comes is none of it', async () => {
    const forward =
      "ALTER TABLE person ADD COLUMN code TEXT NOT NULL DEFAULT ''; UPDATE person SET code = coalesce(name, id); CREATE UNIQUE INDEX person_code ON person (code);";
    const { findings } = await said('0002', [PEOPLE, [forward, null]]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a renamed column is no new one, and its default stands in no row that has a value', async () => {
    const { findings } = await said('0002', [
      ["CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');", null],
      ['ALTER TABLE tag RENAME COLUMN name TO label; CREATE UNIQUE INDEX tag_label ON tag (label);', null],
    ]);
    expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
  });

  test('rows that the new schema forbids excuse nothing that fails without them', async () => {
    const { findings } = await said('0002', [
      ['CREATE TABLE seat (id INTEGER PRIMARY KEY, number INTEGER NOT NULL CHECK (number < 3));', null],
      ['CREATE UNIQUE INDEX place ON seat (number); ALTER TABLE seat ADD COLUMN x INTEGER NOT NULL;', null],
    ]);
    expect(short(findings)).toEqual(['error script migrations/0002.sql']);
  });

  test('values that the script makes of several rows are a warning, and the rollback is judged all the same', async () => {
    const pairs: readonly Pair[] = [
      ['CREATE TABLE parcel (id INTEGER PRIMARY KEY, label TEXT NOT NULL);', 'DROP TABLE parcel;'],
      [
        `CREATE TABLE sticker (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
         INSERT INTO sticker (text) SELECT substr(label, 0, 0) FROM parcel;`,
        'DROP TABLE IF EXISTS stickers;',
      ],
    ];
    const { status, findings } = await said('0002', pairs);
    expect(status).toBe('passed');
    expect(short(findings)).toEqual(['warning script migrations/0002.sql']);
    expect(findings[0]?.message).toBe('the script fails on some rows: UNIQUE constraint failed: sticker.text');
    expect((await prove(pairs)).steps[1]).toMatchObject({ rollbackVerdict: 'wrong', rows: { before: 1 } });
  });

  test('rows that a copy leaves out are an error where others refer to them, with foreign keys off too', async () => {
    const employees = (name: string, more: string) =>
      `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, team TEXT, boss INTEGER REFERENCES employee (id)${more});`;
    const { findings } = await said('0002', [
      [employees('employee', ''), 'DROP TABLE employee;'],
      [
        `-- stepproof: foreign-keys off
         ${employees('new', ', CHECK (length(team) >= 0)')}
         INSERT INTO new SELECT * FROM employee WHERE team IS NOT NULL;
         DROP TABLE employee; ALTER TABLE new RENAME TO employee;`,
        null,
      ],
    ]);
    expect(short(findings)).toEqual(['error script migrations/0002.sql']);
  });

  test('a script that fails on any row is an error, and its rollback is judged without rows', async () => {
    const pairs: readonly Pair[] = [
      PEOPLE,
      ['ALTER TABLE person ADD COLUMN age INTEGER NOT NULL;', 'ALTER TABLE person DROP COLUMN name;'],
    ];
    expect((await said('0002', pairs)).status).toBe('failed');
    expect((await prove(pairs)).steps[1]).toMatchObject({ rollbackVerdict: 'wrong', rows: { before: 0 } });
  });

  test('a constraint that no row can keep is an error', async () => {
    const { findings } = await said('0002', [
      PEOPLE,
      [
        'CREATE TABLE badge (id INTEGER PRIMARY KEY, code TEXT NOT NULL); INSERT INTO badge (id) SELECT id FROM person;',
        'DROP TABLE badge;',
      ],
    ]);
    expect(short(findings)).toEqual(['error script migrations/0002.sql']);
  });

  test.each(['BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT s', 'COMMIT; BEGIN'])(
    '%s inside is found, and the rest is judged all the same',
    async (command) => {
      const { findings } = await said('0001', [
        [`CREATE TABLE a (x);\n${command};\nCREATE TABLE b (y);`, 'DROP TABLE a;\nDROP TABLE b;'],
      ]);
      expect(findings.map(({ severity, location }) => [severity, location?.line])).toEqual(
        command.split(';').map(() => ['error', 2]),
      );
    },
  );

  test('PRAGMA foreign_keys = OFF is said to do nothing, and ON is not', async () => {
    const { status, findings } = await said('0001', [
      ['PRAGMA foreign_keys = OFF;\nCREATE TABLE a (x);\nPRAGMA foreign_keys = ON;', 'DROP TABLE a;'],
    ]);
    expect(status).toBe('passed');
    expect(findings.map(({ severity, location }) => [severity, location?.line])).toEqual([['warning', 1]]);
  });

  test('IF NOT EXISTS that hides another table is found; over the same table it is harmless', async () => {
    const again = (columns: string): Pair => [`CREATE TABLE IF NOT EXISTS person (${columns});`, null];
    expect(short((await said('0002', [PEOPLE, again('id INTEGER PRIMARY KEY, mail TEXT')])).findings)).toEqual([
      'error table person',
    ]);
    expect((await said('0002', [PEOPLE, again('id INTEGER PRIMARY KEY, name TEXT')])).findings).toEqual([]);
    const [create] = again('id INTEGER PRIMARY KEY, mail TEXT');
    const rebuild = `ALTER TABLE person RENAME TO old_person; ${create} DROP TABLE old_person;`;
    expect((await said('0002', [PEOPLE, [rebuild, null]])).findings).toEqual([]);
  });

  test('IF NOT EXISTS hides nothing that the script has dropped before, by name or with its table', async () => {
    const trigger = (message: string): string =>
      `CREATE TRIGGER IF NOT EXISTS kept BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, '${message}'); END;`;
    const view = (columns: string): string => `CREATE VIEW IF NOT EXISTS people AS SELECT ${columns} FROM person;`;
    const base: Pair = [`${PEOPLE[0]} ${view('id')} ${trigger('no')}`, null];
    const again: Pair = [
      `DROP VIEW IF EXISTS people; DROP TABLE person; ${PEOPLE[0]} ${view('id, name')} ${trigger('never')}`,
      null,
    ];
    expect((await said('0002', [base, again])).findings).toEqual([]);
    expect(short((await said('0002', [base, [view('id, name'), null]])).findings)).toEqual(['error view people']);
    const late = `${view('id, name')} DROP VIEW people;`;
    expect(short((await said('0002', [base, [late, null]])).findings)).toEqual(['error view people']);
  });

  test('a table that no row can be written into is found', async () => {
    const { findings } = await said('0001', [
      ["CREATE TABLE log (at TEXT);\nCREATE INDEX log_now ON log (datetime('now'));", 'DROP TABLE log;'],
    ]);
    expect(short(findings)).toEqual(['error table log']);
    expect(findings[0]?.message).toContain('non-deterministic use of datetime()');
  });

  test('a table that no row can be written into is found on its own step, not on those of its children', async () => {
    const pairs: readonly Pair[] = [
      ['CREATE TABLE person (id INTEGER PRIMARY KEY, face INTEGER REFERENCES image (id));', 'DROP TABLE person;'],
      ['CREATE TABLE badge (person INTEGER NOT NULL REFERENCES person (id));', 'DROP TABLE badge;'],
    ];
    expect(short((await said('0001', pairs)).findings)).toEqual(['error table person']);
    expect(short((await said('0002', pairs)).findings)).toEqual(['warning table badge']);
  });

  test('a constraint that a script breaks on empty tables is its own doing', async () => {
    const { findings } = await said('0002', [
      PEOPLE,
      [
        `CREATE TABLE named (id INTEGER NOT NULL, names TEXT);
         INSERT INTO named SELECT id, json_group_array(name) FROM person;`,
        'DROP TABLE named;',
      ],
    ]);
    expect(findings).toMatchObject([{ severity: 'error', why: expect.stringContaining('the scripts themselves') }]);
  });

  describe('text in double quotes', () => {
    const pairs: readonly Pair[] = [
      [
        'CREATE TABLE role (name TEXT); INSERT INTO role VALUES ("admin");',
        'DELETE FROM role WHERE name = "admin"; DROP TABLE role;',
      ],
    ];
    const read = (doubleQuotes?: 'text'): readonly Migration[] =>
      ladderOf(pairs).map((migration) => ({
        ...migration,
        forward: quoting(migration.forward, doubleQuotes),
        rollback: migration.rollback && quoting(migration.rollback, doubleQuotes),
      }));
    const quoting = (script: Script, doubleQuotes?: 'text'): Script => ({
      ...script,
      statements: script.statements.map((statement) => (doubleQuotes ? { ...statement, doubleQuotes } : statement)),
    });
    const messagesOf = async (id: string, migrations: readonly Migration[]) =>
      (await checkOf(id, '0001', pairs, { migrations })).findings.map(
        ({ severity, message }) => `${severity}: ${message}`,
      );

    test('goes through with a warning where the tool takes it so, in both directions', async () => {
      const warned = ['warning: "admin" stands in double quotes and is the name of nothing'];
      expect(await messagesOf('forward-applies', read('text'))).toEqual(warned);
      expect(await messagesOf('rollback-applies', read('text'))).toEqual(warned);
    });

    test('is an error elsewhere', async () => {
      expect(await messagesOf('forward-applies', read())).toEqual([
        'error: the script fails: no such column: "admin" - should this be a string literal in single-quotes?',
      ]);
    });
  });

  test('a table whose constraints contradict each other is a warning', async () => {
    const { findings } = await said('0001', [
      ['CREATE TABLE never (a INTEGER NOT NULL CHECK (a > 1 AND a < 1));', 'DROP TABLE never;'],
    ]);
    expect(short(findings)).toEqual(['warning table never']);
  });

  test('a step that only fails because an earlier one did is not judged', async () => {
    const { status, reason } = await said('0002', [
      ['CREATE TABEL a (x);', null],
      ['ALTER TABLE a ADD COLUMN y;', null],
    ]);
    expect({ status, reason }).toEqual({
      status: 'skipped',
      reason: 'step 0001 did not apply, and this step does not apply without it',
    });
  });
});
