import { describe, expect, test } from 'vitest';
import { droppedDataComesBackEmpty } from '../../harness/hazards/dropped-data-comes-back-empty.ts';
import { describeHazard } from './describing.ts';
import { lintRollback } from './linting.ts';

describeHazard(droppedDataComesBackEmpty, {
  ladders: {
    'rollback-recreates-column-empty': ['error column pupil.middle_name'],
    'rollback-recreates-table-empty': ['error table feedback'],
  },
});

describe('a rollback', () => {
  const dropped = ['CREATE TABLE a (x, y);', 'ALTER TABLE a DROP COLUMN y;'];

  test.each([
    ['fills the column again', dropped, 'ALTER TABLE a ADD COLUMN y; UPDATE a SET y = 1;', 0],
    ['fills it with something else', dropped, 'ALTER TABLE a ADD COLUMN y; UPDATE a SET x = 1;', 1],
    [
      'brings the table back by its name',
      ['CREATE TABLE a (x);', 'ALTER TABLE a RENAME TO b;'],
      'ALTER TABLE b RENAME TO a;',
      0,
    ],
    [
      'brings it back as a copy',
      ['CREATE TABLE a (x);', 'CREATE TABLE b AS SELECT * FROM a; DROP TABLE a;'],
      'CREATE TABLE a AS SELECT * FROM b;',
      0,
    ],
    ['brings it back empty', ['CREATE TABLE a (x);', 'DROP TABLE a;'], 'CREATE TABLE a (x);', 1],
    [
      'of a step that says so',
      ['CREATE TABLE a (x);', '-- stepproof: irreversible "not needed"\nDROP TABLE a;'],
      'CREATE TABLE a (x);',
      0,
    ],
  ])('that %s', (_, scripts, rollback, amount) => {
    expect(lintRollback(scripts, rollback, droppedDataComesBackEmpty.id)).toHaveLength(amount);
  });
});
