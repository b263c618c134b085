import { expect, test } from 'vitest';
import { changes } from '../../harness/generate/changes.ts';

test('one change at a time comes before two, and first alternatives before later ones', () => {
  expect([
    ...changes(
      new Map([
        [4, 2],
        [7, 3],
      ]),
    ),
  ]).toEqual([
    [[4, 0]],
    [[7, 0]],
    [[4, 1]],
    [[7, 1]],
    [[7, 2]],
    [
      [4, 0],
      [7, 0],
    ],
    [
      [4, 0],
      [7, 1],
    ],
    [
      [4, 1],
      [7, 0],
    ],
    [
      [4, 0],
      [7, 2],
    ],
    [
      [4, 1],
      [7, 1],
    ],
    [
      [4, 1],
      [7, 2],
    ],
  ]);
});

test('every combination of three dimensions comes once', () => {
  const all = [
    ...changes(
      new Map([
        [0, 2],
        [1, 2],
        [2, 2],
      ]),
    ),
  ].map((change) => JSON.stringify(change));
  expect(all).toHaveLength(3 * 2 + 3 * 4 + 8);
  expect(new Set(all).size).toBe(all.length);
});

test('nothing can be changed where there is nothing', () => {
  expect([...changes(new Map())]).toEqual([]);
});
