import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { ClimbOptions } from '../../harness/ladder/climb.ts';
import { splitStatements } from '../../harness/sql/split.ts';
import { checkOf, configOf, type Pair, short } from './climbing.ts';

const said = (pairs: readonly Pair[], options: Partial<ClimbOptions> = {}) =>
  checkOf('rows-survive', '0002', pairs, options);

const TEAMS: Pair = [
  `CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
   CREATE TABLE member (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE);
   CREATE TABLE note (id INTEGER PRIMARY KEY, team INTEGER REFERENCES team (id) ON DELETE SET NULL);
   CREATE INDEX member_team ON member (team);
   CREATE INDEX note_team ON note (team);`,
  'DROP TABLE note; DROP TABLE member; DROP TABLE team;',
];

const REBUILD = `CREATE TABLE team_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '!'));
  INSERT INTO team_new (id, name) SELECT id, name FROM team;
  DROP TABLE team;
  ALTER TABLE team_new RENAME TO team;`;

const SEARCH: Pair = [
  `CREATE TABLE doc (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
   CREATE VIRTUAL TABLE doc_text USING fts5 (body, content = 'doc', content_rowid = 'id');
   CREATE TRIGGER doc_added AFTER INSERT ON doc BEGIN INSERT INTO doc_text (rowid, body) VALUES (new.id, new.body); END;`,
  'DROP TABLE doc_text; DROP TABLE doc;',
];

describe('rows-survive', () => {
  test('a text index that rows change behind is found, and not one that is filled again', async () => {
    const change = "UPDATE doc SET body = 'new words';";
    expect(short((await said([SEARCH, [change, null]])).findings)).toEqual(['error table doc_text']);
    const filled = `${change} INSERT INTO doc_text (doc_text) VALUES ('rebuild');`;
    expect((await said([SEARCH, [filled, null]])).findings).toEqual([]);
  });

  test.each(['', 'PRAGMA foreign_keys = OFF;\n', 'PRAGMA defer_foreign_keys = ON;\n'])(
    'a rebuild that wipes cascading children is found, with the table, the rows and the reason (%j)',
    async (pragma) => {
      const { findings } = await said([TEAMS, [`${pragma}${REBUILD}`, null]]);
      expect(short(findings)).toEqual(['error table member', 'error column note.team']);
      expect(findings[0]?.message).toMatch(
        /^\d+ of \d+ rows of table member are gone after the migration, because DROP TABLE team/,
      );
      expect(findings[0]?.location?.line).toBe(pragma === '' ? 3 : 4);
      expect(findings[0]?.why).toContain('foreign_key_check is clean');
    },
  );

  test('the recipe that the finding gives keeps all rows when it is pasted', async () => {
    const [finding] = (await said([TEAMS, [REBUILD, null]])).findings;
    const recipe = finding?.fix.split('\n').slice(1).join('\n') ?? '';
    expect(recipe).toContain('RAISE(IGNORE)');
    expect((await said([TEAMS, [recipe, null]])).findings).toEqual([]);
    const engine = await openBetterSqlite3();
    for (const sql of [TEAMS[0], recipe]) {
      expect(await engine.apply(splitStatements(sql).statements, { foreignKeys: 'on' })).toBeNull();
    }
    expect(await engine.query("SELECT sql FROM sqlite_schema WHERE name = 'team'")).toEqual([
      ["CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '!'))"],
    ]);
  });

  test('the recipe keeps the AUTOINCREMENT counter, implicit rowids, indexes and triggers', async () => {
    const before: Pair = [
      `CREATE TABLE box (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT);
       CREATE INDEX box_label ON box (label);
       CREATE TRIGGER box_new AFTER INSERT ON box BEGIN SELECT 1; END;
       CREATE TABLE item (box INTEGER REFERENCES box (id) ON DELETE CASCADE, name TEXT);`,
      null,
    ];
    const wiping =
      'CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL DEFAULT 1); INSERT INTO n (id, label) SELECT id, coalesce(label, 2) FROM box; DROP TABLE box; ALTER TABLE n RENAME TO box;';
    const { findings } = await said([before, [wiping, null]]);
    expect(short(findings)).toContain('error table item');
    const recipe =
      findings
        .find(({ object }) => object === 'table item')
        ?.fix.split('\n')
        .slice(1)
        .join('\n') ?? '';
    const mended = recipe.replace('SELECT id, label FROM', 'SELECT id, coalesce(label, 2) FROM');
    expect((await said([before, [mended, null]])).findings).toEqual([]);
    expect(
      (await checkOf('schema-survives', '0002', [before, [mended, null]])).findings.filter(
        ({ severity }) => severity === 'error',
      ),
    ).toEqual([]);
  });

  test('foreign keys off, declared, keeps the children', async () => {
    expect((await said([TEAMS, [`-- stepproof: foreign-keys off\n${REBUILD}`, null]])).findings).toEqual([]);
  });

  test('a cascade over two levels is traced to the table that was dropped', async () => {
    const deeper: Pair = [
      `${TEAMS[0]} CREATE TABLE badge (member INTEGER REFERENCES member (id) ON DELETE CASCADE);`,
      null,
    ];
    const { findings } = await said([deeper, [REBUILD, null]]);
    expect(findings.find(({ object }) => object === 'table badge')?.data).toMatchObject({ parent: 'team' });
  });

  test.each([
    ['DELETE FROM member WHERE id > 2', []],
    ['UPDATE team SET name = upper(name)', []],
    ['DROP TABLE note', []],
    [
      "INSERT OR REPLACE INTO team (id, name) SELECT id, 'x' FROM team",
      ['error table member', 'error column note.team', 'error column team.name'],
    ],
  ])('%s', async (sql, expected) => {
    expect(short((await said([TEAMS, [`${sql};`, null]])).findings).toSorted()).toEqual([...expected].toSorted());
  });

  test.each([
    ['SELECT id, name, town FROM person WHERE id % 4 <> 0', ['error table person']],
    ['SELECT id, name, town FROM person LIMIT 3', ['error table person']],
    ['SELECT id, town, name FROM person', ['error column person.name', 'error column person.town']],
    ['SELECT id, name, trim(town) FROM person', []],
    ['SELECT id, name, town FROM person', []],
  ])('a rebuild that copies by %s', async (select, expected) => {
    const columns = 'id INTEGER PRIMARY KEY, name TEXT NOT NULL, town TEXT NOT NULL';
    const person: Pair = [`CREATE TABLE person (${columns});`, null];
    const rebuild = `CREATE TABLE n (${columns}); INSERT INTO n (id, name, town) ${select}; DROP TABLE person; ALTER TABLE n RENAME TO person;`;
    const errors = (await said([person, [rebuild, null]])).findings.filter(({ severity }) => severity === 'error');
    expect(short(errors)).toEqual(expected);
  });

  test('a generated column follows what the script names, and not what it does not name', async () => {
    const pair: Pair = [
      'CREATE TABLE pair (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, sum INTEGER AS (a + b));',
      null,
    ];
    expect((await said([pair, ['UPDATE pair SET a = a + 1;', null]])).findings).toEqual([]);
    const copy =
      'CREATE TABLE n (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, sum INTEGER AS (a - b)); INSERT INTO n (id, a, b) SELECT id, a, b FROM pair; DROP TABLE pair; ALTER TABLE n RENAME TO pair;';
    expect(short((await said([pair, [copy, null]])).findings)).toEqual(['error column pair.sum']);
  });

  test("a text that becomes a number ('007' to 7) is a changed value", async () => {
    const part: Pair = ['CREATE TABLE part (id INTEGER PRIMARY KEY, code TEXT NOT NULL);', null];
    const retype =
      'CREATE TABLE n (id INTEGER PRIMARY KEY, code INTEGER NOT NULL); INSERT INTO n SELECT id, code FROM part; DROP TABLE part; ALTER TABLE n RENAME TO part;';
    expect(short((await said([part, [retype, null]])).findings)).toEqual(['error column part.code']);
  });

  test('a lowered AUTOINCREMENT counter is found, moved rowids are a warning', async () => {
    const tables: Pair = [
      'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT); CREATE TABLE b (id TEXT NOT NULL PRIMARY KEY, x TEXT);',
      null,
    ];
    const rebuild = (name: string, key: string) =>
      `CREATE TABLE n (id ${key}, x TEXT); INSERT INTO n (id, x) SELECT id, x FROM ${name}; DROP TABLE ${name}; ALTER TABLE n RENAME TO ${name};`;
    const { findings } = await said([
      tables,
      [rebuild('a', 'INTEGER PRIMARY KEY AUTOINCREMENT') + rebuild('b', 'TEXT NOT NULL PRIMARY KEY'), null],
    ]);
    expect(findings.map(({ severity, data }) => [severity, data['kind']])).toEqual([
      ['warning', 'rowids moved'],
      ['error', 'sequence lowered'],
    ]);
    expect(findings[0]?.message).toMatch(/^\d+ of \d+ rows of table b get another rowid/);
  });

  describe('on rows that only the old schema takes, and that no generated row is like', () => {
    const NOTE: Pair = ['CREATE TABLE note (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, tag TEXT);', null];
    const config = configOf({ rows: { note: (row, n) => ({ ...row, size: BigInt(n) }) } });
    const rebuilt = (copy: string, own = '') =>
      said(
        [
          NOTE,
          [
            `${own}CREATE TABLE n (id INTEGER PRIMARY KEY, size INTEGER NOT NULL CHECK (size > 0), tag TEXT);
${copy};
DROP TABLE note;
ALTER TABLE n RENAME TO note;`,
            null,
          ],
        ],
        { config },
      );

    test.each([
      'INSERT OR IGNORE INTO n SELECT * FROM note',
      'INSERT INTO n SELECT * FROM note WHERE size > 0',
      'WITH fit AS (SELECT * FROM note WHERE size > 0) INSERT INTO n SELECT * FROM fit',
    ])('a copy that passes over them is found: %s', async (copy) => {
      const { findings } = await rebuilt(copy);
      expect(findings).toMatchObject([
        {
          severity: 'error',
          object: 'table note',
          message:
            'a row of table note that CHECK (size > 0) refuses is gone after the migration, and the migration goes through',
          location: { line: 2 },
        },
      ]);
    });

    test('a copy that fails on them or repairs them passes', async () => {
      expect((await rebuilt('INSERT INTO n SELECT * FROM note')).findings).toEqual([]);
      const repairing = 'INSERT INTO n SELECT id, max(size, 1), tag FROM note WHERE id IS NOT NULL';
      expect((await rebuilt(repairing)).findings).toEqual([]);
    });

    test('a script that says by name which rows go passes', async () => {
      const copy = 'INSERT INTO n SELECT * FROM note WHERE size > 0';
      expect((await rebuilt(copy, 'DELETE FROM note WHERE size <= 0;\n')).findings).toEqual([]);
    });

    test('what goes into a table of the script’s own is no copy', async () => {
      const kept = 'CREATE TABLE odd (id INTEGER); INSERT INTO odd SELECT id FROM note WHERE size > 3;\n';
      expect((await rebuilt('INSERT INTO n SELECT * FROM note', kept)).findings).toEqual([]);
    });
  });

  test('without a row before the step there is nothing to lose, and it says so', async () => {
    const { status, reason } = await checkOf('rows-survive', '0001', [TEAMS]);
    expect({ status, reason }).toEqual({ status: 'skipped', reason: 'there was no row before the step' });
  });

  test('an AUTOINCREMENT counter is carried to the rows that a new schema leaves', async () => {
    const base = 'CREATE TABLE bill (id INTEGER PRIMARY KEY AUTOINCREMENT, year INTEGER NOT NULL, number INTEGER);';
    const unique = 'CREATE UNIQUE INDEX bill_year ON bill (year);';
    const next = base.replace('bill', 'bill_next');
    const forward = `${next} INSERT INTO bill_next SELECT * FROM bill; DROP TABLE bill; ALTER TABLE bill_next RENAME TO bill; ${unique}`;
    const { findings } = await checkOf('rows-survive', '0002', [
      [base, null],
      [forward, null],
    ]);
    expect(findings.map(({ data }) => data.kind)).toContain('sequence lowered');
  });
});
