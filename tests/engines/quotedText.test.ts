import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { compile } from '../../harness/engines/quotedText.ts';

const db = new Database(':memory:');
db.exec('CREATE TABLE "role" (name TEXT, rank INTEGER)');

function source(text: string): string {
  return compile(db, { text, doubleQuotes: 'text' }).source;
}

describe('a name in double quotes that is the name of nothing', () => {
  test.each([
    ['INSERT INTO "role" VALUES ("admin", 1)', `INSERT INTO "role" VALUES ('admin', 1)`],
    [
      'UPDATE role SET "name" = "it\'s" WHERE name IN ("a", "b")',
      `UPDATE role SET "name" = 'it''s' WHERE name IN ('a', 'b')`,
    ],
    ['SELECT "role"."name" FROM "role" WHERE name = "role"', `SELECT "role"."name" FROM 'role' WHERE name = 'role'`],
    ['CREATE TABLE t (kind TEXT CHECK (kind IN ("p", "q")))', `CREATE TABLE t (kind TEXT CHECK (kind IN ('p', 'q')))`],
  ])('is text: %s', (text, expected) => {
    expect(source(text)).toBe(expected);
  });

  test('is refused where nobody takes it for text', () => {
    expect(() => compile(db, { text: 'SELECT "admin" FROM role' })).toThrow('no such column: "admin"');
  });

  test('is refused with the words of the engine where it is no value', () => {
    expect(() => source('UPDATE role SET "nmae" = 1')).toThrow('no such column: nmae');
    expect(() => source('SELECT "role"."nmae" FROM role')).toThrow('no such column: role.nmae');
  });
});
