import { expect, test } from 'vitest';
import { hashOf } from '../../harness/generate/hash.ts';

test('a hash depends on every argument and on where one ends', () => {
  const hashes = [
    hashOf(1),
    hashOf(2),
    hashOf(1, 'a'),
    hashOf(1, 'a', 'b'),
    hashOf(1, 'ab'),
    hashOf(1, 'b', 'a'),
    hashOf(11),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashOf(1, 'a', 'b')).toBe(hashOf(1, 'a', 'b'));
});

test('a hash spreads similar names evenly', () => {
  const counts = new Array<number>(10).fill(0);
  for (let index = 0; index < 10_000; index++) {
    const bucket = hashOf(7, 'table', `column_${index}`) % 10;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
