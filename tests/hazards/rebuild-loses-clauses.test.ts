import { describe, expect, test } from 'vitest';
import { rebuildLosesClauses } from '../../harness/hazards/rebuild-loses-clauses.ts';
import { describeHazard } from './describing.ts';
import { lintRollback } from './linting.ts';

describeHazard(rebuildLosesClauses, {
  ladders: {
    'h27-collation-lost': ['warning table login'],
    'h27-collation-lost-changes-plan': ['warning table street'],
    'rebuild-loses-autoincrement': ['warning table law_case'],
    'rebuild-loses-check': ['warning table discount'],
    'rebuild-loses-default': ['warning table chore'],
    'rebuild-loses-foreign-key': ['warning table crew'],
    'rebuild-loses-foreign-key-action': ['warning table web_session'],
    'rebuild-loses-not-null': ['warning table cow'],
    'rebuild-loses-unique': ['warning table host'],
    'rollback-loses-autoincrement': ['warning table letter'],
    'rollback-loses-collation': ['warning table city'],
    'rollback-loses-foreign-key': ['warning table bid'],
    'rollback-loses-not-null': ['warning table nurse'],
    'rollback-loses-strict': ['warning table probe'],
    'rollback-loses-unique': ['warning table domain'],
    'rollback-loses-without-rowid': ['warning table feature_flag'],
    'rollback-wrong-check': ['warning table diary'],
    'rollback-wrong-default': ['warning table reader'],
    'rollback-wrong-foreign-key-action': ['warning table playlist'],
  },
  dangerous: [
    [
      'CREATE TABLE p (x PRIMARY KEY); CREATE TABLE a (x REFERENCES p ON DELETE CASCADE);',
      'ALTER TABLE a RENAME TO o; CREATE TABLE a (x REFERENCES p, y); INSERT INTO a (x) SELECT x FROM o; DROP TABLE o;',
    ],
  ],
  harmless: [
    [
      'CREATE TABLE a (x NOT NULL, y);',
      'CREATE TABLE b (x, y); INSERT INTO b SELECT x, y FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;',
    ],
    [
      'CREATE TABLE a (x UNIQUE, y);',
      'CREATE TABLE b (x, y NOT NULL); INSERT INTO b SELECT x, y FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a; CREATE UNIQUE INDEX a_x ON a ("x");',
    ],
    ['CREATE TABLE a (x, y NOT NULL CHECK (y > 0));', 'ALTER TABLE a DROP COLUMN y; ALTER TABLE a ADD COLUMN z;'],
  ],
});

describe('a rollback', () => {
  test('has to bring back every clause, whatever the step has lost', () => {
    const rebuilt = (definition: string) =>
      `CREATE TABLE n (${definition}); INSERT INTO n (x) SELECT x FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;`;
    const scripts = ['CREATE TABLE a (x DEFAULT 1);', rebuilt('x DEFAULT 2')];
    expect(lintRollback(scripts, rebuilt('x DEFAULT 3'), rebuildLosesClauses.id)).toHaveLength(1);
    expect(lintRollback(scripts, rebuilt('x DEFAULT (1)'), rebuildLosesClauses.id)).toEqual([]);
  });
});
