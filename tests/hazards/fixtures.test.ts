import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintFolder } from '../../harness/commands/lint.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');

/** Errors that lint finds in a fixture ladder, as `hazard object`. */
async function errorsIn(dir: string): Promise<readonly string[]> {
  const { report } = await lintFolder({ dir, config: false }, () => 0, false);
  return report.steps.flatMap(({ checks }) =>
    checks.flatMap(({ id, findings }) =>
      findings.filter(({ severity }) => severity === 'error').map(({ object }) => `${id} ${object}`),
    ),
  );
}

describe('lint', () => {
  test.each(readdirSync(join(FIXTURES, 'clean')))('is silent about a ladder that is right: %s', async (name) => {
    expect(await errorsIn(join(FIXTURES, 'clean', name))).toEqual([]);
  });
});
