import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVERY_NUMBER, isWithin, narrow, wholeBounds } from '../../harness/generate/range.ts';

const HOLDS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const comparison = fc.tuple(
  fc.constantFrom(...Object.keys(HOLDS)),
  fc.integer({ min: -4, max: 4 }).map((half) => half / 2),
);

test('a range holds exactly the numbers that every comparison lets through', () => {
  fc.assert(
    fc.property(fc.array(comparison, { maxLength: 4 }), fc.integer({ min: -5, max: 5 }), (comparisons, half) => {
      const range = comparisons.reduce((left, [operator, bound]) => narrow(left, operator, bound), EVERY_NUMBER);
      const value = half / 2;
      const expected = comparisons.every(([operator, bound]) => HOLDS[operator]?.(value, bound));
      expect(isWithin(range, value)).toBe(expected);
      const whole = wholeBounds(range);
      if (Number.isInteger(value)) expect(value >= whole.low && value <= whole.high).toBe(expected);
    }),
  );
});
