import { affinityChanged } from '../../harness/hazards/affinity-changed.ts';
import { describeHazard } from './describing.ts';

describeHazard(affinityChanged, {
  ladders: {
    'h24-integer-becomes-real': ['warning column posting.amount'],
    'h24-swap-column-type-in-place': ['warning column room.number'],
    'h24-text-becomes-integer': ['warning column office.code'],
    'untyped-column-becomes-numeric': ['warning column setting.value'],
  },
  dangerous: [
    [
      'CREATE TABLE a (x TEXT);',
      'ALTER TABLE a ADD COLUMN y INTEGER; ALTER TABLE a DROP COLUMN x; ALTER TABLE a RENAME COLUMN y TO x;',
    ],
  ],
  harmless: [
    [
      'CREATE TABLE a (x INTEGER);',
      'CREATE TABLE b (x BIGINT); INSERT INTO b SELECT x FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;',
    ],
    [
      'CREATE TABLE a (x UUID);',
      'CREATE TABLE b (x TEXT); INSERT INTO b SELECT x FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;',
    ],
  ],
});
