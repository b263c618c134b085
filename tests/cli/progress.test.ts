import { expect, test } from 'vitest';
import { bar, startProgress } from '../../harness/cli/progress.ts';

test.each([
  [0, 12, '░░░░░░░░░░░░░░░░░░░░░░░░   0 % of'],
  [4, 12, '████████░░░░░░░░░░░░░░░░  33 % of'],
  [12, 12, '████████████████████████ 100 % of'],
])('a bar at %i of %i', (done, total, expected) => {
  expect(bar(done, total)).toBe(expected);
});

test('a bar is full only when everything is done', () => {
  expect(bar(9_999, 10_000)).toBe('███████████████████████░  99 % of');
});

test('what is over before a person would wait is not shown', () => {
  const progress = startProgress(false, () => 0);
  expect(() => {
    progress.show('0001', 0, 2);
    progress.judged(1, 2);
    progress.clear();
  }).not.toThrow();
});
