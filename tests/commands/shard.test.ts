import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepsOfShard } from '../../harness/commands/shard.ts';
import { migration } from './migration.ts';

const ladder = (steps: number) => Array.from({ length: steps }, (_, at) => migration(`s${at}`));
const ALL = { from: null, to: null };

describe('the share of a machine', () => {
  test('together the shares are all steps, in order and each once', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 1, max: 12 }), (steps, count) => {
        const shares = Array.from({ length: count }, (_, at) =>
          stepsOfShard(ladder(steps), ALL, null, { index: at + 1, count }),
        );
        expect(shares.flatMap((share) => [...share])).toEqual(ladder(steps).map(({ id }) => id));
        const sizes = shares.map(({ size }) => size);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('only what is proven at all is shared', () => {
    const only = new Set(['s1', 's3', 's4']);
    const share = (index: number) => [...stepsOfShard(ladder(6), { from: 's1', to: 's4' }, only, { index, count: 2 })];
    expect([share(1), share(2)]).toEqual([['s1', 's3'], ['s4']]);
  });
});
