import { starCopy } from '../../harness/hazards/star-copy.ts';
import { describeHazard } from './describing.ts';

describeHazard(starCopy, {
  ladders: {
    'h25-select-star-in-rollback': ['error table interest_old'],
    'h25-select-star-other-order': ['error table route_new', 'error table route_old'],
  },
  dangerous: [
    ['CREATE TABLE a (x, y); CREATE TABLE b (x, y); INSERT INTO b (y, x) SELECT * FROM a;'],
    ['CREATE TABLE a (x); INSERT INTO a SELECT * FROM nobody_knows;'],
  ],
  harmless: [
    ['CREATE TABLE a (x, y); CREATE TABLE b (x, z); INSERT INTO b SELECT * FROM a;'],
    ['CREATE TABLE a (x, y); CREATE TABLE b AS SELECT * FROM a; INSERT INTO b SELECT * FROM a;'],
    ['CREATE TABLE a (x, y); CREATE VIEW v AS SELECT y, x FROM a; INSERT INTO a SELECT * FROM v;'],
  ],
});
