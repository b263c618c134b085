import { expect, test } from 'vitest';
import type { StepCost, StepReport } from '../../harness/model/report.ts';
import { costLines } from '../../harness/reporters/costLines.ts';
import { jsonReport } from '../../harness/reporters/json.ts';
import { failedReport } from '../reporters/sampleReport.ts';

const rows = (rowsRead: number, rowsWritten = 0) => ({ rowsRead, rowsWritten });

function reportWith(...costs: readonly (StepCost | null)[]) {
  const [step] = failedReport.steps;
  if (step === undefined) throw new Error('the sample has no step');
  const steps = costs.map((cost, at): StepReport => ({ ...step, id: `000${at + 1}`, cost }));
  return { ...failedReport, steps };
}

const plain = (_: string, text: string): string => text;

test('a line tells what both scripts of a step read and write, and each query', () => {
  const cost = { forward: rows(63, 65), rollback: rows(1), queries: { traceList: rows(1352) } };
  expect(costLines(reportWith(cost), plain)).toEqual([
    '  0001  cost: forward 63 rows read, 65 rows written; rollback 1 row read; query traceList 1,352 rows read',
  ]);
});

test('a query that costs what it did at the step before is not told again', () => {
  const cost = (read: number) => ({ forward: rows(1), rollback: null, queries: { q: rows(read), same: rows(7) } });
  expect(costLines(reportWith(cost(3), cost(9)), plain)[1]).toBe(
    '  0002  cost: forward 1 row read; query q 9 rows read',
  );
});

test('a step without a cost has no line', () => {
  expect(costLines(reportWith(null), plain)).toEqual([]);
});

test('the JSON report has the cost of each step', () => {
  const cost = { forward: rows(63, 65), rollback: null, queries: { q: rows(2) } };
  expect(JSON.parse(jsonReport(reportWith(cost))).steps[0].cost).toEqual(cost);
});
