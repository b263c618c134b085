import { expect, test } from 'vitest';
import { percentText, scoreIn, strictScoreIn } from '../../harness/reporters/score.ts';

const counts = { total: 10, killed: 9, applyErrors: 4, equivalent: 3, stillborn: 2 };

test('a score is killed among those that can be told from the original', () => {
  expect(scoreIn(counts)).toBe(90);
});

test('the strict score leaves out what does not even run', () => {
  expect(strictScoreIn(counts)).toBeCloseTo(83.33, 2);
  expect(strictScoreIn({ ...counts, total: 4, killed: 4 })).toBeNull();
});

test('without a mutant there is no score', () => {
  expect(scoreIn({ ...counts, total: 0, killed: 0 })).toBeNull();
  expect(percentText(null)).toBe('-');
});

test('100 % is written only where nothing survived', () => {
  expect(percentText(scoreIn({ ...counts, total: 100_000, killed: 99_999 }))).toBe('99.9 %');
  expect(percentText(100)).toBe('100 %');
});
