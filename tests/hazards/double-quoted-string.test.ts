import { doubleQuotedString } from '../../harness/hazards/double-quoted-string.ts';
import { describeHazard } from './describing.ts';

describeHazard(doubleQuotedString, {
  ladders: {
    'h36-double-quoted-string-in-index': ['error "open"'],
    'h36-double-quoted-string-in-trigger': ['error "issued"'],
  },
  dangerous: [['CREATE TABLE a (x CHECK (x IN ("p", "q")));'], ['INSERT INTO unknown (p) VALUES ("text");']],
  harmless: [
    ['CREATE TABLE "my table" ("a b" TEXT DEFAULT "x"); SELECT "a b" FROM "my table" ORDER BY "a b";'],
    ['CREATE TABLE a (x); CREATE VIEW v ("y") AS SELECT x AS "z" FROM a ORDER BY "z";', 'SELECT "y" FROM v;'],
    ['CREATE TABLE a (x); INSERT INTO a ("x") VALUES (1) ON CONFLICT ("x") DO NOTHING;'],
    ['INSERT INTO unknown ("p", "q") VALUES (1, 2);'],
    ['CREATE TABLE a (x); UPDATE a SET x = "a"."x" WHERE "rowid" = 1;'],
    ['CREATE TABLE a (x); SELECT "value" FROM a, json_each(a.x);'],
    ['CREATE TABLE a (x); WITH c ("n") AS (SELECT x FROM a) SELECT "n" FROM c;'],
    ['CREATE TABLE a (x); CREATE INDEX i ON a ("x" COLLATE "NOCASE") WHERE "x" > 1;'],
  ],
});
