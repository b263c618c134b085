import { expect, test } from 'vitest';
import { failedReport } from '../reporters/sampleReport.ts';

test('a report counts what is in it, skipped checks left out', () => {
  expect(failedReport.summary).toEqual({
    steps: 4,
    passed: 2,
    failed: 1,
    checks: 5,
    cases: 1419,
    errors: 1,
    warnings: 2,
    notes: 1,
  });
});
