import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { readCreateIndex } from '../../harness/sql/createIndex.ts';

const TABLE = 'CREATE TABLE t(a, b TEXT, "c d", "where")';

describe('what is read from the text of an index', () => {
  test.each([
    ['CREATE INDEX i ON t(a)', ['a'], null],
    ['CREATE UNIQUE INDEX IF NOT EXISTS main."i" ON "t" (a DESC, b ASC, "c d")', ['a', 'b', '"c d"'], null],
    ['CREATE INDEX i ON t(lower(b) COLLATE NOCASE DESC, a + (b, 1) IN (1) )', ['lower(b)', 'a + (b, 1) IN (1)'], null],
    [
      "CREATE INDEX i ON t(b COLLATE rtrim, b || ')' COLLATE nocase || 'x')",
      ['b', "b || ')' COLLATE nocase || 'x'"],
      null,
    ],
    ['CREATE INDEX i ON t(a) WHERE b = \'X;\' AND "c d" > 1 /* c */;', ['a'], `b = 'X;' and "c d" > 1`],
    ['CREATE INDEX i ON t("where")', ['"where"'], null],
    ['CREATE INDEX i ON t(a -- key\n DESC) WHERE (a) IS NOT NULL', ['a'], '( a ) is not null'],
  ])('%s', (sql, parts, where) => {
    expect(readCreateIndex(sql)).toEqual({ parts, where });
  });

  test.each([
    "CREATE INDEX i ON t(lower(b) COLLATE NOCASE DESC, a, b || 'x')",
    'CREATE INDEX i ON t((a), "c d" DESC) WHERE a > 1',
    'CREATE UNIQUE INDEX i ON t(a, b COLLATE NOCASE)',
  ])('has as many parts, and a condition, as the engine says: %s', (sql) => {
    const db = new Database(':memory:');
    db.exec(`${TABLE}; ${sql}`);
    const { parts, where } = readCreateIndex(sql);
    expect(parts).toHaveLength(Number(db.prepare("SELECT count(*) FROM pragma_index_info('i')").pluck().get()));
    expect(db.prepare("SELECT partial FROM pragma_index_list('t')").pluck().get()).toBe(where === null ? 0 : 1);
    const names = db.prepare("SELECT name FROM pragma_index_info('i')").pluck().all();
    for (const [at, name] of names.entries()) if (name !== null) expect(parts[at]).toContain(String(name));
  });

  test('another statement has none', () => {
    expect(readCreateIndex('CREATE TABLE t(a)')).toEqual({ parts: [], where: null });
  });
});
