import { expect, test } from 'vitest';
import type { Finding } from '../../harness/model/finding.ts';
import type { Report, StepReport } from '../../harness/model/report.ts';
import { placedFindings } from '../../harness/reporters/placedFindings.ts';
import { textReport } from '../../harness/reporters/text.ts';
import { passedReport, plain } from './sampleReport.ts';

const SAID: Finding = {
  severity: 'error',
  object: 'table t',
  message: 'a row is gone',
  why: 'because',
  fix: '',
  location: null,
  data: {},
};

function onEngines(said: Readonly<Record<string, readonly Finding[]>>): Report {
  const [sample] = passedReport.steps;
  if (sample === undefined) throw new Error('the sample has no step');
  const steps = Object.entries(said).map(([engine, findings]): StepReport => {
    const check = { id: 'rows-survive', status: 'failed', reason: null, cases: 1, durationMs: 0, findings } as const;
    return { ...sample, engine, checks: [check] };
  });
  const engines = Object.keys(said).map((name) => ({ name, version: '1', sqlite: '' }));
  return { ...passedReport, engines, steps, findings: [] };
}

test('what two engines say in the same words is there once, with both', () => {
  const report = onEngines({ 'better-sqlite3': [SAID], d1: [SAID] });
  expect(placedFindings(report).map(({ engines }) => engines)).toEqual([['better-sqlite3', 'd1']]);
  expect(textReport(report, plain)).toContain('on better-sqlite3 and d1');
});

test('what only one of them says is there with its name', () => {
  const report = onEngines({ 'better-sqlite3': [], d1: [SAID] });
  expect(placedFindings(report).map(({ engines }) => engines)).toEqual([['d1']]);
});

test('with one engine nothing is said of it', () => {
  expect(placedFindings(onEngines({ 'better-sqlite3': [SAID, SAID] })).map(({ engines }) => engines)).toEqual([[], []]);
});
