import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allRules } from '../../harness/cli/rules.ts';
import { stepproof } from './run.ts';

describe('explain', () => {
  test('lists every check and every hazard in a sentence', async () => {
    const rules = await allRules();
    const { code, stdout } = stepproof(['explain']);
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split('  ')[0])).toEqual([...rules.map(({ id }) => id), '']);
    for (const { summary } of rules) expect(stdout).toContain(summary);
  });

  test('shows the page of a check', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/checks/forward-applies.md'), 'utf8');
    expect(stepproof(['explain', 'forward-applies'])).toEqual({ code: 0, stdout: page, stderr: '' });
  });

  test('shows the page of a hazard', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/hazards/star-copy.md'), 'utf8');
    expect(stepproof(['explain', 'star-copy'])).toEqual({ code: 0, stdout: page, stderr: '' });
  });

  test('knows what was meant by a misspelt check', () => {
    const { code, stderr } = stepproof(['explain', 'forward-aplies']);
    expect(code).toBe(2);
    expect(stderr).toContain('unknown check "forward-aplies"; did you mean "forward-applies"?');
  });
});
