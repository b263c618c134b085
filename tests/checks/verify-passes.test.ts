import { describe, expect, test } from 'vitest';
import { refuseOutside } from '../../harness/ladder/refuseOutside.ts';
import type { CheckReport } from '../../harness/model/report.ts';
import type { Migration } from '../../harness/model/script.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { ladderOf, prove } from './climbing.ts';

function ladder(verify: string | null): readonly Migration[] {
  const script = verify === null ? null : scriptOf('verify/0001.sql', verify);
  return ladderOf([['CREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1), (2);', 'DROP TABLE a;']]).map(
    (migration) => ({
      ...migration,
      verify: script,
    }),
  );
}

async function verified(verify: string | null): Promise<CheckReport | undefined> {
  const { steps } = await prove([], { migrations: ladder(verify) });
  return steps[0]?.checks.find(({ id }) => id === 'verify-passes');
}

describe('verify-passes', () => {
  test('a script that finds what the step made passes', async () => {
    expect(await verified('BEGIN;\nSELECT x FROM a WHERE 0;\nROLLBACK;')).toMatchObject({
      status: 'passed',
      cases: 1,
      findings: [],
    });
  });

  test('a script that misses something is found at the place', async () => {
    const report = await verified('BEGIN;\nSELECT x FROM a;\n  SELECT y FROM a;\nROLLBACK;');
    expect(report).toMatchObject({ status: 'failed', cases: 2 });
    expect(report?.findings).toMatchObject([
      {
        severity: 'error',
        object: 'script verify/0001.sql',
        message: 'the verify script fails after the step: no such column: y',
        location: { file: 'verify/0001.sql', line: 3, column: 10 },
      },
    ]);
  });

  test('a script that counts the rows of the migrations does not stumble over generated ones', async () => {
    const steps = ladderOf([
      ['CREATE TABLE a (x INTEGER);', 'DROP TABLE a;'],
      ['INSERT INTO a VALUES (1), (2);', null],
    ]);
    const count = 'CREATE TEMP TABLE n (n CHECK (n = 2));\nINSERT INTO n SELECT count(*) FROM a;';
    const migrations = steps.map((step) => ({
      ...step,
      verify: step.id === '0002' ? scriptOf('verify/0002.sql', count) : null,
    }));
    const { steps: reports } = await prove([], { migrations, reversible: false });
    expect(reports[1]?.checks.find(({ id }) => id === 'verify-passes')).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('what it writes stays out of the steps after it', async () => {
    const [first] = ladder('DELETE FROM a;');
    const second = ladderOf([
      ['', null],
      ['CREATE TABLE b (x);', 'DROP TABLE b;'],
    ]).slice(1);
    const { steps } = await prove([], { migrations: [...(first === undefined ? [] : [first]), ...second] });
    expect(steps.map(({ status, rows }) => [status, rows.after])).toEqual([
      ['passed', 2],
      ['passed', 2 + 8],
    ]);
  });

  test.each([
    [null, 'the step has no verify script'],
    ['-- nothing yet\n', 'the verify script holds no statement'],
  ])('%j is skipped', async (verify, reason) => {
    expect(await verified(verify)).toMatchObject({ status: 'skipped', reason });
  });

  test('its finding can be settled in the verify script itself', async () => {
    const report = await verified(
      '-- stepproof: ignore verify-passes "column y comes with the next release"\nSELECT y FROM a;',
    );
    expect(report).toMatchObject({ status: 'passed', findings: [{ severity: 'note' }] });
  });

  test('a script that reaches outside of its database is never run', () => {
    expect(() => refuseOutside(ladder("ATTACH 'other.db' AS other;"))).toThrow(/verify\/0001\.sql reaches outside/);
  });
});
