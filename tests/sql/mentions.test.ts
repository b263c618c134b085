import { describe, expect, test } from 'vitest';
import { mentions, statementAbout } from '../../harness/sql/mentions.ts';
import { scriptOf } from '../../harness/sql/script.ts';

describe('mentions', () => {
  test.each([
    ['DROP TABLE job', 'job', true],
    ['DROP TABLE "Job"', 'job', true],
    ['DROP TABLE jobs', 'job', false],
    ['DROP TABLE old_job', 'job', false],
    ['INSERT INTO jobs SELECT * FROM job', 'job', true],
    ['SELECT a.job FROM a', 'job', true],
    ['DROP TABLE "odd name"', 'odd name', true],
    ['DROP TABLE straßen', 'straße', false],
  ])('%s has %s: %s', (sql, name, expected) => {
    expect(mentions(sql, name)).toBe(expected);
  });

  test('the statement about an object is the first that has its name as a whole', () => {
    const { statements } = scriptOf('a.sql', 'CREATE TABLE jobs (x);\nCREATE TABLE job (x);');
    expect(statementAbout(statements, 'job')?.line).toBe(2);
  });
});
