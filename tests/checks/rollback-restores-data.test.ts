import { describe, expect, test } from 'vitest';
import { type Pair, prove, short } from './climbing.ts';

const PEOPLE: Pair = [
  'CREATE TABLE person (id TEXT NOT NULL PRIMARY KEY, name TEXT, age INTEGER NOT NULL); CREATE TABLE counter (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT);',
  'DROP TABLE counter; DROP TABLE person;',
];

async function proved(pair: Pair) {
  const { steps } = await prove([PEOPLE, pair]);
  const check = steps[1]?.checks.find(({ id }) => id === 'rollback-restores-data');
  return {
    verdict: steps[1]?.rollbackVerdict,
    status: steps[1]?.status,
    said: short(check?.findings ?? []),
    findings: check?.findings ?? [],
  };
}

describe('rollback-restores-data', () => {
  test('a text index that comes back without what it held is wrong', async () => {
    const create = "CREATE VIRTUAL TABLE doc_text USING fts5 (body, content = 'doc', content_rowid = 'id');";
    const base: Pair = [
      `CREATE TABLE doc (id INTEGER PRIMARY KEY, body TEXT NOT NULL); ${create}
       CREATE TRIGGER doc_added AFTER INSERT ON doc BEGIN INSERT INTO doc_text (rowid, body) VALUES (new.id, new.body); END;`,
      'DROP TABLE doc_text; DROP TABLE doc;',
    ];
    const trigger = 'DROP TRIGGER doc_added;';
    const again = base[0].slice(base[0].indexOf('CREATE TRIGGER'));
    const restoredBy = async (fill: string) => {
      const { steps } = await prove([base, [`${trigger} DROP TABLE doc_text;`, `${create} ${fill} ${again}`]]);
      const check = steps[1]?.checks.find(({ id }) => id === 'rollback-restores-data');
      return [steps[1]?.rollbackVerdict, short(check?.findings ?? [])];
    };
    expect(await restoredBy('')).toEqual(['wrong', ['error table doc_text']]);
    expect(await restoredBy("INSERT INTO doc_text (doc_text) VALUES ('rebuild');")).toEqual(['exact', []]);
  });

  test.each<readonly [string, Pair, readonly string[]]>([
    [
      'a column dropped and added again is empty',
      ['ALTER TABLE person DROP COLUMN name;', 'ALTER TABLE person ADD COLUMN name TEXT;'],
      ['error column person.name'],
    ],
    [
      'a table dropped and created again is empty',
      ['DROP TABLE person;', 'CREATE TABLE person (id TEXT NOT NULL PRIMARY KEY, name TEXT, age INTEGER NOT NULL);'],
      ['error table person'],
    ],
    [
      'an UPDATE without a copy of the old values',
      ['UPDATE person SET name = upper(name);', 'UPDATE person SET name = lower(name);'],
      ['error column person.name'],
    ],
    [
      'rows that stay behind',
      ["INSERT INTO person VALUES ('seed-1', NULL, 7);", 'DROP TABLE IF EXISTS gone;'],
      ['error table person'],
    ],
    [
      'deleted rows',
      ['DELETE FROM person WHERE name IS NOT NULL;', 'DROP TABLE IF EXISTS gone;'],
      ['error table person'],
    ],
    ['an exact inverse', ['UPDATE person SET age = age + 1;', 'UPDATE person SET age = age - 1;'], []],
    [
      'rows inserted and deleted again',
      ["INSERT INTO person VALUES ('seed-1', NULL, 7);", "DELETE FROM person WHERE id = 'seed-1';"],
      [],
    ],
    [
      'values kept in a side table',
      [
        'CREATE TABLE old_name AS SELECT id, name FROM person; UPDATE person SET name = trim(upper(name));',
        'UPDATE person SET name = (SELECT name FROM old_name WHERE old_name.id = person.id); DROP TABLE old_name;',
      ],
      [],
    ],
  ])('%s', async (_, pair, said) => {
    const result = await proved(pair);
    expect(result.said).toEqual(said);
    expect(result.verdict === 'wrong').toBe(said.length > 0);
  });

  test('a counter that ends lower is an error, one that ends higher a warning', async () => {
    const lower = await proved(['SELECT 1;', "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'counter';"]);
    expect(lower.findings.map(({ severity, data }) => [severity, data['kind']])).toEqual([
      ['error', 'sequence lowered'],
    ]);
    const higher = await proved(["INSERT INTO counter (x) VALUES ('seed');", "DELETE FROM counter WHERE x = 'seed';"]);
    expect(higher.findings.map(({ severity, data }) => [severity, data['kind']])).toEqual([
      ['warning', 'sequence raised'],
    ]);
    expect(higher.verdict).toBe('exact');
  });

  test('rowids that move are a warning', async () => {
    const rebuild =
      'CREATE TABLE n (id TEXT NOT NULL PRIMARY KEY, name TEXT, age INTEGER NOT NULL); INSERT INTO n SELECT id, name, age FROM person; DROP TABLE person; ALTER TABLE n RENAME TO person;';
    const { findings } = await proved(['SELECT 1;', rebuild]);
    expect(findings.map(({ severity, data }) => [severity, data['kind']])).toEqual([['warning', 'rowids moved']]);
  });

  test('an irreversible step may lose what it names', async () => {
    const declared = '-- stepproof: irreversible "names are not kept any more"\nALTER TABLE person DROP COLUMN name;';
    expect(await proved([declared, 'ALTER TABLE person ADD COLUMN name TEXT;'])).toMatchObject({
      status: 'irreversible',
      said: [],
    });
  });

  test('an irreversible step that loses more than it names is found', async () => {
    const declared = '-- stepproof: irreversible "names are not kept any more"\nALTER TABLE person DROP COLUMN name;';
    const { status, said } = await proved([
      declared,
      'ALTER TABLE person ADD COLUMN name TEXT; UPDATE person SET age = 0;',
    ]);
    expect({ status, said }).toEqual({ status: 'failed', said: ['error column person.age'] });
  });
});
