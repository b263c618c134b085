import { describe, expect, test } from 'vitest';
import { refuseRed } from '../../../harness/commands/mutation/refuseRed.ts';
import { failedReport, passedReport } from '../../reporters/sampleReport.ts';

describe('a ladder is mutated only', () => {
  test('when it passes its own check, with warnings or without', () => {
    expect(() => refuseRed(passedReport)).not.toThrow();
    expect(() => refuseRed({ ...failedReport, steps: [] })).not.toThrow();
  });

  test('and the steps that fail or do not run are named', () => {
    expect(() => refuseRed(failedReport)).toThrow(
      expect.objectContaining({
        code: 'mutate-needs-green',
        message: 'the ladder does not pass its own check: 0002_email, 0004_after_a_fault',
      }),
    );
  });

  test('and so is what belongs to no step', () => {
    const findings = failedReport.findings.map((finding) => ({ ...finding, severity: 'error' as const }));
    expect(() => refuseRed({ ...passedReport, findings })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('rollbacks/0005_tags.sql') }),
    );
  });
});
