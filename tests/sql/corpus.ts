/** Scripts that run from an empty database, with the number of their statements. */
export const CORPUS: readonly { readonly name: string; readonly sql: string; readonly count: number }[] = [
  {
    name: 'with a plain schema',
    count: 4,
    sql: `CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
CREATE TABLE posts(id INTEGER PRIMARY KEY, author INTEGER REFERENCES users(id) ON DELETE CASCADE, body TEXT);
CREATE INDEX posts_author ON posts(author) WHERE body <> ';';
CREATE VIEW authors AS SELECT email, count(*) AS posts FROM users JOIN posts ON author = users.id GROUP BY 1;`,
  },
  {
    name: 'with triggers that hold CASE, END, strings and comments',
    count: 5,
    sql: `CREATE TABLE a(x, y);
CREATE TRIGGER a1 AFTER INSERT ON a BEGIN
  UPDATE a SET y = CASE WHEN new.x = 'END;' THEN 1 ELSE 2 END; -- END;
  INSERT INTO a VALUES (CASE 1 WHEN 1 THEN ';' END, "x"); /* END; */
END;
create temp trigger a2 before delete on a begin select raise(ignore) where old.x = 'begin'; end;
CREATE TRIGGER IF NOT EXISTS a3 UPDATE OF x ON a WHEN new.x IS NOT NULL BEGIN SELECT 1;END;
DROP TRIGGER a3`,
  },
  {
    name: 'with a table and a trigger called end',
    count: 4,
    sql: `CREATE TABLE "end"("begin" INTEGER, [create trigger x; end] TEXT);
CREATE TRIGGER "trigger end" AFTER INSERT ON "end" BEGIN DELETE FROM "end" WHERE "begin" = 1; SELECT 1; END;
INSERT INTO "end" VALUES (1, 'x;y'), (2, '--');
SELECT * FROM "end" /* ; */;`,
  },
  {
    name: 'with modern statements',
    count: 7,
    sql: `CREATE TABLE t(id INTEGER PRIMARY KEY, k TEXT UNIQUE, n ANY) STRICT;
WITH RECURSIVE c(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c WHERE x < 5) INSERT INTO t(k, n) SELECT 'k' || x, x FROM c;
INSERT INTO t(k, n) VALUES ('k1', 9) ON CONFLICT(k) DO UPDATE SET n = excluded.n RETURNING id;
UPDATE t SET n = s.n FROM (SELECT id, n + 1 AS n FROM t) AS s WHERE s.id = t.id;
CREATE TABLE w(a, b AS (a ->> '$.x') STORED, PRIMARY KEY (a)) WITHOUT ROWID;
EXPLAIN QUERY PLAN SELECT count(*) FILTER (WHERE n > 1) OVER (ORDER BY id) FROM t;
PRAGMA foreign_key_check;`,
  },
  {
    name: 'with odd quoting',
    count: 4,
    sql: `CREATE TABLE [a;b](\`c;d\` TEXT DEFAULT 'it''s; x', "e""f;" BLOB DEFAULT x'3b');
INSERT INTO "a;b" VALUES (';''', ''';'), ('"', '[');
SELECT 'a' /* ' */, "c;d" -- '
FROM [a;b];
SELECT 1 WHERE ']' <> '\`';`,
  },
  {
    name: 'with CRLF line ends',
    count: 3,
    sql: 'CREATE TABLE t(a); -- one;\r\nCREATE TRIGGER t1 AFTER INSERT ON t BEGIN\r\n  SELECT 1;\r\nEND;\r\n\r\nINSERT INTO t VALUES (1);\r\n',
  },
  {
    name: 'with transactions',
    count: 8,
    sql: `BEGIN IMMEDIATE; CREATE TABLE t(a); SAVEPOINT s; INSERT INTO t VALUES (1); ROLLBACK TO s; RELEASE s; END TRANSACTION;
SELECT * FROM t;`,
  },
  {
    name: 'with a twelve-step rebuild',
    count: 9,
    sql: `CREATE TABLE team(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE member(id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES team(id));
PRAGMA foreign_keys = OFF;
CREATE TABLE team_new(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO team_new(id, name) SELECT id, coalesce(name, '') FROM team;
DROP TABLE team;
ALTER TABLE team_new RENAME TO team;
PRAGMA foreign_key_check;
PRAGMA foreign_keys = ON;`,
  },
  {
    name: 'with empty statements and comments only between',
    count: 2,
    sql: ';;\n-- first;\n;CREATE TABLE t(a)\n-- second;\n;/* third; */;;SELECT 1 -- last;',
  },
];
