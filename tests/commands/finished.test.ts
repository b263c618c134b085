import { expect, test } from 'vitest';
import { refuseUnfinished } from '../../harness/commands/finished.ts';
import type { Check } from '../../harness/model/check.ts';
import type { StepReport } from '../../harness/model/report.ts';
import { failedReport } from '../reporters/sampleReport.ts';
import { migration } from './migration.ts';

const checks = ['a', 'b'].map((id): Check => ({ id, summary: '', run: async () => ({ cases: 1, findings: [] }) }));
const migrations = ['1', '2', '3'].map((id) => migration(id));

function reports(results: Readonly<Record<string, readonly string[]>>): readonly StepReport[] {
  return failedReport.steps.slice(0, 1).flatMap((step) =>
    Object.entries(results).map(([id, ids]) => ({
      ...step,
      id,
      checks: ids.map((check) => ({
        id: check,
        status: 'passed',
        reason: null,
        cases: 1,
        durationMs: 0,
        findings: [],
      })),
    })),
  );
}

test('a run with a result of every check on every step is finished', () => {
  const all = reports({ 1: ['a', 'b'], 2: ['a', 'b'], 3: ['a', 'b'] });
  expect(() => refuseUnfinished(all, checks, migrations, { from: null, to: null })).not.toThrow();
});

test('only the steps that were asked for count', () => {
  expect(() => refuseUnfinished(reports({ 2: ['a', 'b'] }), checks, migrations, { from: '2', to: '2' })).not.toThrow();
});

test('a step or a check without a result is a bug, whatever the others say', () => {
  const range = { from: null, to: null };
  const withoutStep = reports({ 1: ['a', 'b'], 3: ['a', 'b'] });
  expect(() => refuseUnfinished(withoutStep, checks, migrations, range)).toThrow('step 2 has no result of the check a');
  const withoutCheck = reports({ 1: ['a', 'b'], 2: ['a', 'b'], 3: ['a'] });
  expect(() => refuseUnfinished(withoutCheck, checks, migrations, range)).toThrow(
    'step 3 has no result of the check b',
  );
});
