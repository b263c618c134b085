import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteIdentifier, quoteLiteral, quoteWhereNeeded } from '../../harness/sql/quote.ts';

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));

test('SQLite reads a quoted identifier as the name that went in', () => {
  const db = new Database(':memory:');
  fc.assert(
    fc.property(
      text.filter((name) => name !== ''),
      (name) => {
        expect(db.prepare(`SELECT 1 AS ${quoteIdentifier(name)}`).columns()[0]?.name).toBe(name);
      },
    ),
  );
});

test('SQLite reads a quoted literal as the text that went in', () => {
  const db = new Database(':memory:');
  fc.assert(
    fc.property(text, (value) => {
      expect(
        db
          .prepare(`SELECT ${quoteLiteral(value)}`)
          .pluck()
          .get(),
      ).toBe(value);
    }),
  );
});

/** https://sqlite.org/lang_keywords.html */
const KEYWORDS =
  `ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY
  CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME
  CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT
  EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF
  IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT
  MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA
  PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT
  ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE
  USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT`.split(/\s+/);

test.each(KEYWORDS)('SQLite takes %s as a name where it is quoted if it must be', (word) => {
  const name = quoteWhereNeeded(word);
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE ${name} (a, ${name} INT); INSERT INTO ${name} (${name}) SELECT ${name} FROM ${name};`);
  db.exec(`ALTER TABLE ${name} DROP COLUMN ${name}; DROP TABLE ${name};`);
});

test('a plain name is left as it is', () => {
  expect(['users', 'A_1', 'két', 'a b', '1a', ''].map(quoteWhereNeeded)).toEqual([
    'users',
    'A_1',
    '"két"',
    '"a b"',
    '"1a"',
    '""',
  ]);
});
