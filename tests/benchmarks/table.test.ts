import { expect, test } from 'vitest';
import { costTable, medianCost } from '../../benchmarks/table.ts';

test('the median of an even number of runs lies between the two in the middle', () => {
  const costs = [4, 1, 2, 100].map((cpu) => ({ cpu, wall: cpu * 2, peakMiB: cpu }));
  expect(medianCost(costs)).toEqual({ cpu: 3, wall: 6, peakMiB: 3 });
});

test('one slow run does not move the median', () => {
  const costs = [1, 100, 1].map((cpu) => ({ cpu, wall: cpu, peakMiB: null }));
  expect(medianCost(costs)).toEqual({ cpu: 1, wall: 1, peakMiB: null });
});

test('every line stands beside its ratio to the first', () => {
  const table = costTable([
    { what: 'floor', target: '', costs: [{ cpu: 0.1, wall: 0.08, peakMiB: 5 }] },
    { what: 'check', target: '<= 3 x floor', costs: [{ cpu: 0.25, wall: 0.2, peakMiB: null }] },
  ]);
  expect(table).toBe(
    [
      'measured  CPU s  wall s  CPU / floor  wall / floor  target        largest process MiB',
      'floor     0.100   0.080         1.00          1.00                                  5',
      'check     0.250   0.200         2.50          2.50  <= 3 x floor         not measured',
      '',
    ].join('\n'),
  );
});
