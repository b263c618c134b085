import { describe, expect, test } from 'vitest';
import { checkOf } from './climbing.ts';

describe('interruption-leaves-no-trace', () => {
  test('every statement of both scripts is tried', async () => {
    const report = await checkOf('interruption-leaves-no-trace', '0001', [
      ['CREATE TABLE a (x); CREATE INDEX a_x ON a (x); INSERT INTO a VALUES (1);', 'DROP INDEX a_x; DROP TABLE a;'],
    ]);
    expect(report).toMatchObject({ status: 'passed', cases: 5, findings: [] });
  });

  test('a pragma that a rollback does not undo is found at its statement', async () => {
    const { findings } = await checkOf('interruption-leaves-no-trace', '0001', [
      [
        'CREATE TABLE a (x);\nPRAGMA recursive_triggers = ON;\nCREATE TABLE b (x);\nPRAGMA recursive_triggers = OFF;',
        'DROP TABLE b; DROP TABLE a;',
      ],
    ]);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        message: expect.stringContaining('pragma recursive_triggers = 1'),
        location: { file: 'migrations/0001.sql', line: 2 },
      },
    ]);
  });

  test('PRAGMA defer_foreign_keys ends with the transaction', async () => {
    const report = await checkOf('interruption-leaves-no-trace', '0001', [
      ['PRAGMA defer_foreign_keys = ON; CREATE TABLE a (x);', 'DROP TABLE a;'],
    ]);
    expect(report.findings).toEqual([]);
  });

  test('without a statement it is skipped', async () => {
    expect(await checkOf('interruption-leaves-no-trace', '0001', [['-- nothing', '-- nothing']])).toMatchObject({
      status: 'skipped',
    });
  });
});
