import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { normaliseSql } from '../../harness/sql/normalise.ts';

describe('normalised SQL', () => {
  test.each([
    ['case of words', 'CREATE TABLE Users(Id INTEGER)', 'create table users(id integer)'],
    ['blanks', 'CREATE  TABLE\n\tt ( a )', 'CREATE TABLE t(a)'],
    ['comments', 'CREATE TABLE t(a /* b */, -- c\n d)', 'CREATE TABLE t(a, d)'],
    ['a closing semicolon', 'CREATE TABLE t(a);', 'CREATE TABLE t(a)'],
    ['quotes around names', 'CREATE TABLE "t"(`a`, [b])', 'CREATE TABLE t(a, b)'],
    ['quotes around a word that can be a name', 'CREATE TABLE t("key", "action")', 'CREATE TABLE t(key, action)'],
    [
      'case of numbers and blobs',
      "CHECK (a <> 0X1F AND b > 1E3 AND c <> X'AB')",
      "CHECK (a <> 0x1f AND b > 1e3 AND c <> x'ab')",
    ],
  ])('does not differ by %s', (_, one, other) => {
    expect(normaliseSql(one)).toBe(normaliseSql(other));
  });

  test.each([
    ['a string', "DEFAULT 'A'", "DEFAULT 'a'"],
    ['a string and a name', "DEFAULT 'a'", 'DEFAULT "a"'],
    ['a reserved word and the name in quotes', 'DEFAULT null', 'DEFAULT "null"'],
    ['a name with a blank', 'SELECT "a b"', 'SELECT a b'],
    ['names that differ beyond ASCII', 'SELECT "É"', 'SELECT "é"'],
    ['the order of columns', 'CREATE TABLE t(a, b)', 'CREATE TABLE t(b, a)'],
    ['a semicolon in a trigger', 'BEGIN SELECT 1; END', 'BEGIN SELECT 1 END'],
  ])('differs by %s', (_, one, other) => {
    expect(normaliseSql(one)).not.toBe(normaliseSql(other));
  });

  test('is the same after RENAME there and back, although the text is not', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE T(a TEXT, -- the first\n b REFERENCES T(a))');
    const text = () => String(db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table'").pluck().get());
    const before = text();
    db.exec('ALTER TABLE T RENAME TO u; ALTER TABLE u RENAME TO T');
    expect(text()).not.toBe(before);
    expect(normaliseSql(text())).toBe(normaliseSql(before));
  });

  test('normalised again it stays as it is', () => {
    const sql = `CREATE TABLE "Ab c"("x""y" TEXT DEFAULT 'It''s', É, "null" AS ("x""y" || X'00'));`;
    expect(normaliseSql(normaliseSql(sql))).toBe(normaliseSql(sql));
  });
});
