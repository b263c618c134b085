import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seedOf } from '../../harness/commands/seed.ts';
import { migration } from './migration.ts';

const ladder = [migration('1', 'ab', 'c'), migration('2', 'd')];

describe('the seed of a ladder', () => {
  test('is the same for the same scripts', () => {
    expect(seedOf(ladder)).toBe(seedOf([migration('1', 'ab', 'c'), migration('2', 'd')]));
  });

  test('changes with every script, with their order and with where one ends', () => {
    const others = [
      [migration('1', 'ab', 'c'), migration('2', 'e')],
      [migration('1', 'ab', 'x'), migration('2', 'd')],
      [migration('2', 'd'), migration('1', 'ab', 'c')],
      [migration('1', 'a', 'bc'), migration('2', 'd')],
      [migration('1', 'ab', 'c')],
    ];
    const seeds = [ladder, ...others].map(seedOf);
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  test('is a positive number of 32 bits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const seed = seedOf([migration('1', text)]);
        expect(Number.isInteger(seed) && seed > 0 && seed < 2 ** 32).toBe(true);
      }),
    );
  });
});
