import { afterEach, describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../../harness/model/engine.ts';
import { keysInWords } from '../../../harness/rehearsal/rows/keyedRows.ts';
import { type StoppingRows, stoppingRows } from '../../../harness/rehearsal/rows/stoppingRows.ts';
import { splitStatements } from '../../../harness/sql/split.ts';

const opened: Engine[] = [];

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

/** What is found of the rows that a script fails on; everything is as it was afterwards. */
async function searched(schema: string, script: string, showValues = false): Promise<StoppingRows | string> {
  const engine = await openBetterSqlite3();
  opened.push(engine);
  expect(await engine.apply(splitStatements(schema).statements, { foreignKeys: 'on' })).toBeNull();
  const { statements } = splitStatements(script);
  const failure = await (await engine.fork()).apply(statements, { foreignKeys: 'on' });
  if (failure === null) throw new Error('the script was meant to fail');
  const before = await readSchema(engine);
  const found = await stoppingRows(engine, { statements, failure, before, foreignKeys: 'on' }, showValues);
  expect(await engine.query('SELECT name FROM temp.sqlite_schema')).toEqual([]);
  expect((await readSchema(engine)).digest).toBe(before.digest);
  return found;
}

function inWords(found: StoppingRows | string): string {
  if (typeof found === 'string') return found;
  const { table, event, rows, isComplete, referring } = found;
  const children = referring.map(
    (child) => `; ${child.table} (${child.columns.join(', ')}) ${keysInWords(child.rows)}`,
  );
  return `${event} ${table}: ${keysInWords(rows)}${isComplete ? '' : ' and perhaps more'}${children.join('')}`;
}

const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)';
const TEAMS = `
  CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
  INSERT INTO teams ${NUMBERS} SELECT i, 'team ' || i FROM n;`;
const PEOPLE = `${TEAMS}
  CREATE TABLE people (name TEXT PRIMARY KEY, team REFERENCES teams ON DELETE RESTRICT ON UPDATE RESTRICT);
  INSERT INTO people VALUES ('ada', 7), ('bob', 2999), ('eve', 7), ('zoe', NULL);`;

describe('rows that others refer to with RESTRICT', () => {
  test.each([
    ['DELETE FROM teams', 'DELETE teams: id 7, 2999'],
    ['DELETE FROM teams WHERE id < 100', 'DELETE teams: id 7'],
    ['UPDATE teams SET id = -id', 'UPDATE teams: id 7, 2999'],
    [
      "UPDATE teams SET name = 'x'; DELETE FROM teams WHERE id IN (SELECT team FROM people)",
      'DELETE teams: id 7, 2999',
    ],
    [
      'DROP TABLE people; CREATE TABLE x (t REFERENCES teams ON DELETE RESTRICT); INSERT INTO x VALUES (3); DELETE FROM teams',
      'DELETE teams: id 3',
    ],
  ])('are named, and those that refer to them: %s', async (script, expected) => {
    const found = await searched(PEOPLE, script);
    const referring = expected.includes('id 3')
      ? '; x (t) rowid 1'
      : expected.includes('2999')
        ? "; people (team) name 'ada', 'bob', 'eve'"
        : "; people (team) name 'ada', 'eve'";
    expect(inWords(found)).toBe(expected + referring);
  });

  test('are named in a table whose key has two columns', async () => {
    const schema = `CREATE TABLE a (x, y, PRIMARY KEY (x, y)) WITHOUT ROWID; INSERT INTO a VALUES (1, 'p'), (1, 'q'), (2, 'p');
      CREATE TABLE b (v, w, FOREIGN KEY (v, w) REFERENCES a ON DELETE RESTRICT); INSERT INTO b VALUES (1, 'q'), (2, NULL);`;
    expect(inWords(await searched(schema, 'DELETE FROM a'))).toBe("DELETE a: (x, y) (1, 'q'); b (v, w) rowid 1");
  });
});

describe('rows that a trigger refuses', () => {
  const GUARDED = `${TEAMS}
    CREATE TRIGGER kept BEFORE DELETE ON teams WHEN old.id % 1000 = 1 BEGIN SELECT RAISE(ABORT, 'kept'); END;
    CREATE TRIGGER named AFTER UPDATE ON teams BEGIN SELECT RAISE(FAIL, 'no name') WHERE new.name = ''; END;
    CREATE TRIGGER odd BEFORE INSERT ON teams WHEN new.name = 'odd' BEGIN SELECT RAISE(ABORT, 'odd'); END;`;

  test.each([
    ['DELETE FROM teams', 'DELETE teams: id 1, 1001, 2001'],
    ["UPDATE teams SET name = CASE WHEN id IN (5, 6) THEN '' ELSE name END", 'UPDATE teams: id 5, 6'],
    ["INSERT INTO teams VALUES (9001, 'fine'), (9002, 'odd')", 'INSERT teams: id 9002'],
    ["INSERT INTO teams (name) VALUES ('fine'), ('odd')", 'INSERT teams: '],
    ['WITH a(i) AS (SELECT 1001) DELETE FROM teams WHERE id IN a', 'DELETE teams: id 1001'],
  ])('are named: %s', async (script, expected) => {
    expect(inWords(await searched(GUARDED, script))).toBe(expected);
  });

  test('are named where the trigger is one of another table that is written on the way', async () => {
    const schema = `${TEAMS} CREATE TABLE log (id INTEGER PRIMARY KEY, n CHECK (n <> 13));
      CREATE TRIGGER logged AFTER DELETE ON teams BEGIN INSERT INTO log (n) VALUES (old.id); END;`;
    expect(inWords(await searched(schema, 'DELETE FROM teams'))).toBe('DELETE teams: id 13');
  });

  test('are the first of many, and it is said that there may be more', async () => {
    const schema = `${TEAMS} CREATE TRIGGER all_kept BEFORE DELETE ON teams BEGIN SELECT RAISE(ABORT, 'kept'); END;`;
    const found = await searched(schema, 'DELETE FROM teams');
    expect(found).toMatchObject({ isComplete: false, rows: { total: 20, keys: expect.arrayContaining(['1', '20']) } });
  });

  test('show their values only where that is asked for', async () => {
    const script = "UPDATE teams SET name = CASE id WHEN 5 THEN '' ELSE name END";
    expect(JSON.stringify(await searched(GUARDED, script))).not.toContain('team 5');
    expect(inWords(await searched(GUARDED, script, true))).toBe("UPDATE teams: id 5 [(5, 'team 5')]");
  });
});

describe('rows that cannot be told', () => {
  test('are those of which none alone is at fault', async () => {
    const schema = `CREATE TABLE teams (id INTEGER PRIMARY KEY); INSERT INTO teams VALUES (1), (2), (3), (4), (5), (6);
      CREATE TABLE seen (n); CREATE TRIGGER few BEFORE DELETE ON teams BEGIN
      INSERT INTO seen VALUES (1); SELECT RAISE(ABORT, 'too many') WHERE (SELECT count(*) FROM seen) > 2; END;`;
    expect(await searched(schema, 'DELETE FROM teams')).toBe('No row does so alone.');
  });

  test('are those that are too many', async () => {
    const schema = `${TEAMS} CREATE TABLE seen (n); CREATE TRIGGER few BEFORE DELETE ON teams BEGIN
      INSERT INTO seen VALUES (1); SELECT RAISE(ABORT, 'too many') WHERE (SELECT count(*) FROM seen) > 2; END;`;
    expect(await searched(schema, 'DELETE FROM teams')).toMatch(
      /^None of those that were tried .* too many to try all/,
    );
  });

  test('are those that no statement works on one by one', async () => {
    const schema = `${TEAMS} CREATE TABLE x (t REFERENCES teams ON DELETE RESTRICT); INSERT INTO x VALUES (3);`;
    expect(await searched(schema, 'DROP TABLE teams')).toBe('The statement works on no rows one by one.');
  });

  test('are those that a view stands for', async () => {
    const schema = `${TEAMS} CREATE VIEW v AS SELECT * FROM teams;
      CREATE TRIGGER through INSTEAD OF DELETE ON v BEGIN SELECT RAISE(ABORT, 'no'); END;`;
    expect(await searched(schema, 'DELETE FROM v')).toBe('The statement works on no rows of a table by itself.');
  });
});
