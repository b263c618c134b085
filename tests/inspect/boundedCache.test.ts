import { expect, test } from 'vitest';
import { boundedCache } from '../../harness/inspect/boundedCache.ts';

test('a full cache forgets what it has held the longest', () => {
  const cache = boundedCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect([cache.get('a'), cache.get('b')]).toEqual([1, 2]);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 2, 3]);
});
