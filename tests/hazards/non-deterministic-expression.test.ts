import { nonDeterministicExpression } from '../../harness/hazards/non-deterministic-expression.ts';
import { describeHazard } from './describing.ts';

describeHazard(nonDeterministicExpression, {
  ladders: {
    'h39-non-deterministic-index': ['error script migrations/0002_day_index.sql'],
  },
  dangerous: [
    ['CREATE TABLE a (x); CREATE INDEX i ON a (x) WHERE x < CURRENT_TIMESTAMP;'],
    ["CREATE TABLE a (x CHECK (x < strftime('%s')));"],
    ["CREATE TABLE a (x); CREATE INDEX i ON a (datetime(x, 'localtime'));"],
  ],
  harmless: [
    ["CREATE TABLE a (x DEFAULT (datetime('now')), y AS (date(x, '+1 day')));"],
    ["CREATE TABLE a (x CHECK (x <> 'now'), random TEXT); CREATE INDEX i ON a (random);"],
  ],
});
