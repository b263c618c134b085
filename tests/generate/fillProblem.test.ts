import { describe, expect, test } from 'vitest';
import { databaseOf, fill, filled } from './database.ts';

const BROKEN: readonly (readonly [string, string, string | null, string])[] = [
  ['a parent that is not there', 'CREATE TABLE t (x REFERENCES gone (id))', 'x', 'no such table: main.gone'],
  [
    'a parent key that is no key',
    'CREATE TABLE p (a, b); CREATE TABLE t (b REFERENCES p (b), c)',
    null,
    'foreign key mismatch - "t" referencing "p"',
  ],
  [
    'an index on the time of day',
    "CREATE TABLE t (x, y); CREATE INDEX i ON t (datetime('now'))",
    null,
    'non-deterministic use of datetime() in an index',
  ],
  [
    'a trigger that writes nowhere',
    'CREATE TABLE t (x, y); CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO gone VALUES (1); END',
    null,
    'no such table: main.gone',
  ],
  [
    'a trigger that reads a broken view',
    'CREATE TABLE t (x, y); CREATE VIEW v AS SELECT nix(x) AS x FROM t; CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t WHERE x IN (SELECT x FROM v); END',
    null,
    'no such function: nix',
  ],
];

const UNSATISFIED: readonly (readonly [string, string, string | null, string, string])[] = [
  [
    'constraints against each other',
    'CREATE TABLE t (x INT NOT NULL CHECK (x > 5), CHECK (x < 3))',
    'x',
    'SQLITE_CONSTRAINT_CHECK',
    'CHECK constraint failed: x < 3',
  ],
  [
    'a constraint against itself',
    'CREATE TABLE t (x NOT NULL, y NOT NULL, CONSTRAINT never CHECK (x <> x AND y))',
    null,
    'SQLITE_CONSTRAINT_CHECK',
    'CHECK constraint failed: never',
  ],
  [
    'a trigger that refuses everything',
    "CREATE TABLE t (x, y); CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'closed'); END",
    null,
    'SQLITE_CONSTRAINT_TRIGGER',
    'closed',
  ],
  [
    'a trigger that ignores everything',
    'CREATE TABLE t (x, y); CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT RAISE(IGNORE); END',
    null,
    'SQLITE_IGNORE',
    'the row was left out without an error: ON CONFLICT IGNORE or RAISE(IGNORE)',
  ],
];

describe('a table that takes no row', () => {
  test.each(BROKEN)('is broken by %s', async (_, sql, column, message) => {
    const { report } = await filled(sql, { tables: ['t'] });
    expect(report.problems).toEqual([
      {
        table: 't',
        column,
        reason: 'the engine refuses every row, whatever its values',
        code: 'SQLITE_ERROR',
        message,
        kind: 'broken',
      },
    ]);
    expect(report.written.get('t')).toBe(0);
  });

  test.each(UNSATISFIED)('is reported for %s', async (_, sql, column, code, message) => {
    const { report } = await filled(sql);
    expect(report.problems).toEqual([
      { table: 't', column, reason: 'no row was found that the engine accepts', code, message, kind: 'unsatisfied' },
    ]);
  });

  test('leaves its children without parents, and they say so', async () => {
    const { report } =
      await filled(`CREATE TABLE p (id INTEGER PRIMARY KEY CHECK (id < id)); CREATE TABLE c (p INT NOT NULL REFERENCES p);
      CREATE TABLE d (p INT REFERENCES p)`);
    expect(report.problems.map(({ table, reason }) => [table, reason])).toEqual([
      ['p', 'no row was found that the engine accepts'],
      ['c', 'table p has no row to point at'],
    ]);
    expect([...report.written]).toEqual([
      ['p', 0],
      ['c', 0],
      ['d', 8],
    ]);
  });

  test('is reported in a cycle that cannot be tied', async () => {
    const { report } = await filled(`CREATE TABLE a (id INTEGER PRIMARY KEY, b INT NOT NULL REFERENCES b);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a, x INT NOT NULL CHECK (x > 2 AND x < 2))`);
    expect(report.problems.map(({ table, message }) => [table, message])).toEqual([
      ['a', 'CHECK constraint failed: x > 2 AND x < 2'],
      ['b', 'CHECK constraint failed: x > 2 AND x < 2'],
    ]);
  });

  test('is reported although it has rows already, when no more can come', async () => {
    const database = await databaseOf('CREATE TABLE t (x)');
    await database.engine.query("INSERT INTO t VALUES ('old')");
    await database.engine.query('CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO gone VALUES (1); END');
    expect((await fill(database)).problems.map(({ kind }) => kind)).toEqual(['broken']);
  });
});
