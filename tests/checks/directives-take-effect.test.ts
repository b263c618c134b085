import { describe, expect, test } from 'vitest';
import { checkOf } from './climbing.ts';

const said = async (forward: string, rollback: string | null = 'DROP TABLE a;') => {
  const { status, findings } = await checkOf('directives-take-effect', '0001', [[forward, rollback]]);
  return {
    status,
    said: findings.map(({ severity, message, location }) => `${severity} ${location?.line} ${message}`),
  };
};

describe('directives-take-effect', () => {
  test('one that settles a finding passes', async () => {
    expect(
      await said('-- stepproof: ignore primary-keys-refuse-null "imported ids"\nCREATE TABLE a (id TEXT PRIMARY KEY);'),
    ).toEqual({ status: 'passed', said: [] });
  });

  test('one that settles nothing is a warning at its line', async () => {
    expect(
      (await said('\n-- stepproof: ignore primary-keys-refuse-null "imported ids"\nCREATE TABLE a (x);')).said,
    ).toEqual(['warning 2 ignore primary-keys-refuse-null settles no finding']);
  });

  test.each([
    '-- stepproof: irreversable "x"',
    '-- stepproof: irreversible',
    '-- stepproof: ignore rows-survive',
    '-- stepproof: ignore "why"',
  ])('%s is not understood', async (comment) => {
    const { said: lines } = await said(`${comment}\nCREATE TABLE a (x);`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^warning 1 /);
  });

  test('a step that is declared irreversible, and whose rollback restores everything, is a warning', async () => {
    expect((await said('-- stepproof: irreversible "no way back"\nCREATE TABLE a (x);')).said).toEqual([
      'warning 1 the step is declared irreversible, and its rollback restores everything',
    ]);
  });

  test('without a directive it is skipped', async () => {
    expect((await said('CREATE TABLE a (x);')).status).toBe('skipped');
  });
});
