import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { prepareBench } from '../../harness/mutation/bench.ts';
import { type Judgement, judgeMutant } from '../../harness/mutation/judgeMutant.ts';
import { changeOf, mutantOf } from '../../harness/mutation/mutant.ts';
import { databaseOf } from '../generate/database.ts';
import { SMALL } from './schemas.ts';

/** Judges a schema in which one piece of text stands in the place of another. */
async function judged(sql: string, from: string, to: string, operator = 'by hand'): Promise<Judgement> {
  const { schema } = await databaseOf(sql);
  const objects = [...schema.tables, ...schema.indexes, ...schema.views, ...schema.triggers];
  const object = objects.find((candidate) => candidate.sql.includes(from));
  if (object === undefined) throw new Error(`nothing says ${from}`);
  const change = changeOf(object, 'changed by hand', object.sql.replace(from, to));
  return judgeMutant(await prepareBench(() => openBetterSqlite3(), schema), mutantOf(schema, operator, change));
}

async function killerOf(sql: string, from: string, to: string): Promise<string> {
  const judgement = await judged(sql, from, to);
  return judgement.verdict === 'killed' ? judgement.kill.by : judgement.verdict;
}

describe('judgeMutant', () => {
  test('finds a constraint that is gone by a row that it should refuse', async () => {
    const judgement = await judged(SMALL, ' CHECK (age < 40)', '');
    expect(judgement).toMatchObject({
      verdict: 'killed',
      kill: { by: 'constraint', mutant: '{"outcome":"accepted"}' },
    });
  });

  test('finds a default that is another by leaving the column out', async () => {
    expect(await killerOf(SMALL, 'DEFAULT 1', 'DEFAULT 2')).toBe('default');
  });

  test('finds another action of a foreign key by deleting a parent', async () => {
    expect(await killerOf(SMALL, 'ON DELETE SET NULL', 'ON DELETE CASCADE')).toBe('cascade');
  });

  test('finds an index that cannot be searched as before by a plan', async () => {
    expect(await killerOf(SMALL, '(owner)', '(owner COLLATE NOCASE)')).toBe('plan');
  });

  test('finds a collation by letters of the other case', async () => {
    expect(await killerOf(SMALL, 'name TEXT NOT NULL', 'name TEXT NOT NULL COLLATE NOCASE')).toBe('comparison');
  });

  test('finds a stronger constraint by a stored row that it refuses', async () => {
    expect(await killerOf(SMALL, 'owner INTEGER', 'owner INTEGER NOT NULL')).toBe('row');
  });

  test('finds a value that only the mutant names by asking from its side', async () => {
    const sql = "CREATE TABLE signals (id INTEGER PRIMARY KEY, colour TEXT CHECK (colour IN ('red', 'green')))";
    expect(await killerOf(sql, "'green'", "'green', 'zanzibar'")).toBe('constraint');
  });

  test('finds a trigger by what it writes, and a quiet refusal by the row that is missing', async () => {
    const sql = `CREATE TABLE notes (id INTEGER PRIMARY KEY, size INTEGER);
CREATE TRIGGER small BEFORE INSERT ON notes WHEN new.size = 1 BEGIN SELECT RAISE(ABORT, 'too big'); END;`;
    expect(await killerOf(sql, "RAISE(ABORT, 'too big')", 'RAISE(IGNORE)')).toBe('trigger');
    expect(await killerOf(sql, 'new.size = 1', 'new.size = 2')).toBe('trigger');
  });

  test('finds a comparison of a view by rows with the values that it compares with', async () => {
    const sql = `CREATE TABLE votes (id INTEGER PRIMARY KEY, mark TEXT);
CREATE VIEW marks AS SELECT id, CASE WHEN mark = 'good' THEN 1 ELSE 0 END AS good FROM votes;`;
    expect(await killerOf(sql, "= 'good'", "<> 'good'")).toBe('view');
  });

  test('finds a trigger in the place of writes to a view', async () => {
    const sql = `CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT);
CREATE VIEW spoken AS SELECT word FROM words;
CREATE TRIGGER speak INSTEAD OF INSERT ON spoken BEGIN INSERT INTO words (word) VALUES (upper(new.word)); END;`;
    expect(await killerOf(sql, 'upper(new.word)', 'new.word')).toBe('trigger');
  });

  test('finds that a view which cannot be read is gone', async () => {
    const sql = 'CREATE TABLE words (id INTEGER PRIMARY KEY); CREATE VIEW lost AS SELECT nowhere FROM words;';
    expect(await killerOf(sql, 'nowhere', 'id')).toBe('view');
  });

  test('finds a constraint of a table that takes no row by what it says of refused ones', async () => {
    const sql = 'CREATE TABLE closed (a TEXT NOT NULL CHECK (a IS NULL))';
    expect(await killerOf(sql, 'NOT NULL ', '')).not.toBe('survived');
  });

  test('proves by the model of the schema that words alone are otherwise', async () => {
    const judgement = await judged(SMALL, 'age INTEGER DEFAULT 1', 'age INTEGER   DEFAULT 1');
    expect(judgement).toMatchObject({ verdict: 'equivalent' });
  });

  test.each(["kind IN ('red', 'green')", "kind = 'red'"])(
    'proves by a rule that the type says nothing where a CHECK admits words alone: %s',
    async (check) => {
      const sql = `CREATE TABLE signals (kind TEXT CHECK (${check}))`;
      const judgement = await judged(sql, 'kind TEXT', 'kind INTEGER', 'column-affinity');
      expect(judgement).toMatchObject({ verdict: 'equivalent', why: expect.stringContaining('words alone') });
    },
  );

  test('calls a schema stillborn that SQLite does not take', async () => {
    const judgement = await judged(SMALL, 'age INTEGER', 'owner INTEGER');
    expect(judgement).toEqual({ verdict: 'stillborn', why: 'duplicate column name: owner' });
  });
});
