import { describe, expect, test } from 'vitest';
import { checkOf, prove } from './climbing.ts';

describe('rollback-exists', () => {
  test('a missing rollback is found', async () => {
    const report = await checkOf('rollback-exists', '0001', [['CREATE TABLE a (x);', null]]);
    expect(report.findings).toMatchObject([
      { severity: 'error', message: 'there is no rollback', location: { file: 'migrations/0001.sql' } },
    ]);
  });

  test.each(['', '-- nothing to do\n', '/* later */'])('an empty rollback (%j) is found', async (rollback) => {
    const { steps } = await prove([['CREATE TABLE a (x);', rollback]]);
    expect(steps[0]?.rollbackVerdict).toBe('missing');
    expect(steps[0]?.checks.find(({ id }) => id === 'rollback-exists')?.findings).toMatchObject([
      { message: 'the rollback holds no statement', location: { file: 'rollbacks/0001.sql' } },
    ]);
  });

  test('a rollback that is not empty passes', async () => {
    expect(await checkOf('rollback-exists', '0001', [['CREATE TABLE a (x);', 'DROP TABLE a;']])).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('nothing forward and nothing back is exact', async () => {
    const { steps } = await prove([['-- a marker', null]]);
    expect(steps[0]).toMatchObject({ status: 'passed', rollbackVerdict: 'exact' });
  });

  test('a step that is declared irreversible needs none', async () => {
    const { steps } = await prove([['-- stepproof: irreversible "first release"\nCREATE TABLE a (x);', null]]);
    expect(steps[0]).toMatchObject({ status: 'irreversible', rollbackVerdict: 'irreversible' });
  });
});
