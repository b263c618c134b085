import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from '../../harness/config/nearest.ts';

const ids = ['rows-survive', 'rollback-exists', 'rollback-applies', 'forward-applies'];

describe('the nearest name', () => {
  test.each([
    ['row-survive', 'rows-survive'],
    ['rolback-exist', 'rollback-exists'],
    ['ROWS-SURVIVE', 'rows-survive'],
    ['rollback-aplies', 'rollback-applies'],
  ])('of %s is %s', (name, meant) => {
    expect(nearest(name, ids)).toBe(meant);
  });

  test('is not guessed when none is close', () => {
    expect(nearest('plans', ids)).toBeUndefined();
    expect(didYouMean('plans', ids)).toBe('');
    expect(nearest('x', [])).toBeUndefined();
  });

  test('is found behind one wrong character anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ids),
        fc.nat(),
        fc.string({ unit: 'grapheme-ascii', maxLength: 1 }),
        (id, pick, typo) => {
          const at = pick % id.length;
          expect(nearest(id.slice(0, at) + typo + id.slice(at + 1), ids)).toBe(id);
        },
      ),
    );
  });
});
