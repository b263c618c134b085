import { describe, expect, test } from 'vitest';
import type { StepHistory } from '../../harness/model/history.ts';
import { checkOf, type Pair, prove, short } from './climbing.ts';

const id = 'history-is-kept';
const STEP: Pair = ['CREATE TABLE a (x TEXT);', 'DROP TABLE a;'];

function told(parts: Partial<StepHistory>, removed: ReadonlyMap<string, string> = new Map()) {
  const step: StepHistory = { ref: 'main', known: null, sameNumber: [], overtaken: [], ...parts };
  return { history: { ref: 'main', steps: new Map([['0001', step]]), removed } };
}

describe(id, () => {
  test('a new step that nothing stands in the way of passes', async () => {
    expect(await checkOf(id, '0001', [STEP], told({}))).toMatchObject({ status: 'passed', findings: [] });
  });

  test('an edited migration of the base branch is an error, an edited rollback is not', async () => {
    const edited = await checkOf(
      id,
      '0001',
      [STEP],
      told({ known: { forward: 'CREATE TABLE a (x);', rollback: null } }),
    );
    expect(short(edited.findings)).toEqual(['error script migrations/0001.sql']);
    const known = { forward: STEP[0], rollback: 'DROP TABLE IF EXISTS a;' };
    expect((await checkOf(id, '0001', [STEP], told({ known }))).findings).toEqual([]);
  });

  test('a number that is taken is an error for each step that has it', async () => {
    const { findings } = await checkOf(id, '0001', [STEP], told({ sameNumber: ['0001_theirs'] }));
    expect(findings).toMatchObject([{ severity: 'error', message: expect.stringContaining('0001_theirs') }]);
  });

  test('a step that comes too late is a warning', async () => {
    const { status, findings } = await checkOf(id, '0001', [STEP], told({ overtaken: ['0002_b', '0003_c'] }));
    expect(status).toBe('passed');
    expect(findings).toMatchObject([{ severity: 'warning', message: expect.stringContaining('0002_b and 1 more') }]);
  });

  test('a step that is gone is found, though there is no step to report it on', async () => {
    const { findings } = await prove([STEP], told({}, new Map([['0000', 'migrations/0000.sql']])));
    expect(findings).toMatchObject([{ check: id, severity: 'error', object: 'step 0000' }]);
  });

  test('without a base branch it is skipped', async () => {
    expect(await checkOf(id, '0001', [STEP])).toMatchObject({ status: 'skipped' });
  });
});
