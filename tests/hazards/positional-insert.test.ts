import { positionalInsert } from '../../harness/hazards/positional-insert.ts';
import { describeHazard } from './describing.ts';

describeHazard(positionalInsert, {
  ladders: {
    'h38-positional-insert-in-trigger': ['error trigger price_history'],
    'h48-generated-column-in-backup': ['error table box'],
  },
  dangerous: [
    ['CREATE TABLE a (x, y); CREATE TABLE b (x); INSERT INTO a SELECT * FROM b;'],
    ['CREATE TABLE a (x, y AS (x)); CREATE TABLE b (x); INSERT INTO b SELECT * FROM a;'],
    ['CREATE TABLE a (x, y); INSERT INTO a (x, y) VALUES (1);'],
    ['CREATE TABLE a (x); CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO a VALUES (1, 2); END;'],
  ],
  harmless: [
    ['CREATE TABLE a (x, y AS (x)); INSERT INTO a VALUES (1);'],
    ['CREATE TABLE a (x, y); INSERT INTO a SELECT * FROM b JOIN c USING (id);'],
    ['CREATE TABLE a (x, y); INSERT INTO a DEFAULT VALUES;'],
    ['CREATE TABLE a (x, y); INSERT INTO a WITH c AS (SELECT 1, 2) SELECT * FROM c;'],
    ['CREATE VIRTUAL TABLE a USING fts5 (x, y); INSERT INTO a (a) VALUES (1);'],
  ],
});
