import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { obstacleOf } from '../../harness/sql/obstacle.ts';

/** What SQLite says of a statement, and what is made of it. */
function obstacle(statement: string): ReturnType<typeof obstacleOf> {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE t (a TEXT, b TEXT)');
  try {
    const prepared = database.prepare(statement);
    if (prepared.reader) prepared.all();
    else prepared.run();
  } catch (error) {
    return obstacleOf(statement, error instanceof Error ? error.message : String(error));
  } finally {
    database.close();
  }
  throw new Error('the statement went through');
}

/** Apart from its brace, so that it is not taken for a template's own. */
const DOLLAR = '$';

describe('what stands in the way of a statement', () => {
  test.each([
    ["SELECT a REGEXP 'x' FROM t", 'function', 'REGEXP'],
    ['UPDATE t SET a = slugify(b)', 'function', 'slugify'],
    ['CREATE VIRTUAL TABLE v USING vec0(a)', 'module', 'vec0'],
    ['CREATE INDEX i ON t (a COLLATE de_DE)', 'collation', 'de_DE'],
    ['CREATE TABLE {{ prefix }}users (id INTEGER)', 'placeholder', '{{ prefix }}'],
    [`CREATE TABLE ${DOLLAR}{prefix}users (id INTEGER)`, 'placeholder', `${DOLLAR}{prefix}`],
    [`INSERT INTO t VALUES (${DOLLAR}{value}, 1)`, 'placeholder', `${DOLLAR}{value}`],
    ['CREATE TABLE :schema.users (id INTEGER)', 'placeholder', ':schema'],
    ['INSERT INTO t VALUES (:name, 1)', 'placeholder', ':name'],
    ['SELECT %(name)s', 'placeholder', '%(name)s'],
    ['CREATE TABLE <%= prefix %>users (id INTEGER)', 'placeholder', '<%= prefix %>'],
  ])('%s: a %s, %s', (statement, kind, subject) => {
    expect(obstacle(statement)).toMatchObject({ kind, subject });
  });

  test.each([
    ['CREATE TABLE u (id INT) ENGINE=InnoDB', 'MySQL', 'ENGINE=InnoDB'],
    ["INSERT INTO t VALUES ('it\\'s', 'x')", 'MySQL', "\\'"],
    ["CREATE TABLE u (a ENUM('x', 'y'))", 'MySQL', 'ENUM('],
    ['CREATE TABLE u (id INT, KEY `k` (`id`))', 'MySQL', 'KEY `'],
    ['SELECT a::text FROM t', 'PostgreSQL', '::text'],
    ['CREATE EXTENSION IF NOT EXISTS pgcrypto', 'PostgreSQL', 'CREATE EXTENSION'],
    ["CREATE TYPE mood AS ENUM ('ok')", 'PostgreSQL', 'CREATE TYPE'],
    ["COMMENT ON TABLE t IS 'x'", 'PostgreSQL', 'COMMENT ON'],
    ['CREATE INDEX i ON t USING gin (a)', 'PostgreSQL', 'USING gin'],
    ['CREATE TABLE u (a NVARCHAR(MAX))', 'SQL Server', 'NVARCHAR(MAX)'],
  ])('%s: %s', (statement, subject, mark) => {
    expect(obstacle(statement)).toEqual({ kind: 'dialect', subject, mark });
  });

  test.each([
    'DROP TABLE t CASCADE',
    'ALTER TABLE t ADD COLUMN IF NOT EXISTS c TEXT',
    'ALTER TABLE t DROP COLUMN IF EXISTS a',
    'CREATE TABLE u (a TEXT,)',
    'SELECT missing FROM t',
    'SELECT * FROM missing',
    'INSERT INTO t VALUES (?, 1)',
    "INSERT INTO t VALUES ('{{ text }} :name ENGINE=x', 'a::b'",
    'SELEC 1 -- {{ in a comment }} a::text',
  ])('%s is simply wrong', (statement) => {
    expect(obstacle(statement)).toBeNull();
  });
});
