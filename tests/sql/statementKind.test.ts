import { describe, expect, test } from 'vitest';
import { isTransactionCommand, leadingVerb, pragmaOf, reachesOutside } from '../../harness/sql/statementKind.ts';

test.each([
  ['create table t(a)', 'create'],
  ['SELECT 1', 'select'],
  ['Insert/**/into t values (1)', 'insert'],
  ['WITH a AS (SELECT 1) SELECT * FROM a', 'select'],
  [
    'with recursive a(x, y) as materialized (select 1, (2)), "b" as not materialized (values (1)) update t set x = 1',
    'update',
  ],
  ['WITH a AS (SELECT ")") DELETE FROM t', 'delete'],
  ['EXPLAIN QUERY PLAN SELECT 1', 'explain'],
  ['', ''],
])('the verb of %j is %j', (text, verb) => {
  expect(leadingVerb(text)).toBe(verb);
});

describe('transaction commands', () => {
  test.each(['BEGIN', 'begin immediate transaction', 'COMMIT', 'END', 'ROLLBACK TO s', 'savepoint "x"', 'RELEASE x'])(
    '%s is one',
    (text) => {
      expect(isTransactionCommand(text)).toBe(true);
    },
  );

  test.each(['CREATE TABLE "begin"(a)', "INSERT INTO t VALUES ('COMMIT')", 'SELECT 1', 'EXPLAIN COMMIT'])(
    '%s is none',
    (text) => {
      expect(isTransactionCommand(text)).toBe(false);
    },
  );
});

describe('pragmas', () => {
  test.each([
    ['PRAGMA foreign_keys', 'foreign_keys', null],
    ['pragma Foreign_Keys=OFF;', 'foreign_keys', 'OFF'],
    ['PRAGMA main.user_version = -7', 'user_version', '-7'],
    ['PRAGMA table_info(users)', 'table_info', 'users'],
    [`PRAGMA "temp" . "table_info" ( 'a b' )`, 'table_info', 'a b'],
    ['PRAGMA/* c */foreign_keys /* d */ = "on" -- e', 'foreign_keys', 'on'],
    ['PRAGMA cache_size(-2000);', 'cache_size', '-2000'],
  ])('%s', (text, name, value) => {
    expect(pragmaOf(text)).toEqual({ name, value });
  });

  test.each(['SELECT * FROM pragma_table_info(1)', 'EXPLAIN PRAGMA foreign_keys', 'CREATE TABLE pragma(a)', 'PRAGMA'])(
    '%s is none',
    (text) => {
      expect(pragmaOf(text)).toBeNull();
    },
  );
});

describe('reaching outside of the database', () => {
  test.each([
    ["ATTACH 'x.db' AS x", 'ATTACH'],
    ["attach database 'x.db' as x", 'ATTACH'],
    ['DETACH x', 'DETACH'],
    ["VACUUM INTO 'x.db'", 'VACUUM INTO'],
    ["vacuum main into 'x.db'", 'VACUUM INTO'],
    ["SELECT load_extension('x')", 'load_extension'],
    ['SELECT 1, "Load_Extension" /* c */ (\'x\')', 'load_extension'],
    ["CREATE TRIGGER t DELETE ON a BEGIN SELECT load_extension('x'); END", 'load_extension'],
    ['PRAGMA writable_schema', 'writable_schema'],
    ['pragma main."Writable_Schema" = on', 'writable_schema'],
    ['PRAGMA writable_schema(RESET)', 'writable_schema'],
    ['EXPLAIN PRAGMA writable_schema = 1', 'writable_schema'],
    ['EXPLAIN QUERY PLAN PRAGMA writable_schema = 1', 'writable_schema'],
    ["PRAGMA temp_store_directory = '/'", 'temp_store_directory'],
    ["PRAGMA data_store_directory('/')", 'data_store_directory'],
  ])('%s does', (text, word) => {
    expect(reachesOutside(text)).toContain(word);
  });

  test.each([
    'VACUUM',
    'VACUUM main',
    'CREATE TABLE attach_log(detach TEXT)',
    "INSERT INTO notes VALUES ('load_extension(1)', 'PRAGMA writable_schema')",
    'SELECT load_extension FROM t',
    'SELECT "attach", writable_schema FROM t',
    'PRAGMA temp_store = 2',
    "INSERT INTO vacuum_log SELECT 'into'",
    '/* ATTACH */ SELECT 1',
  ])('%s does not', (text) => {
    expect(reachesOutside(text)).toBeNull();
  });
});
