import fc from 'fast-check';
import { expect, test } from 'vitest';
import { positionsIn } from '../../harness/sql/positions.ts';

test('lines and columns are counted from 1, in UTF-16 code units', () => {
  const positionAt = positionsIn('ab\n😀c\r\n\nd');
  const at = [0, 2, 3, 5, 6, 8, 9, 10].map((offset) => positionAt(offset));
  expect(at.map(({ line, column }) => `${line}:${column}`)).toEqual([
    '1:1',
    '1:3',
    '2:1',
    '2:3',
    '2:4',
    '3:1',
    '4:1',
    '4:2',
  ]);
});

test('counting line ends before the offset gives the same', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', 'é')), (parts) => {
      const text = parts.join('');
      const positionAt = positionsIn(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const lines = text.slice(0, offset).split('\n');
        expect(positionAt(offset)).toEqual({ line: lines.length, column: (lines.at(-1) ?? '').length + 1 });
      }
    }),
  );
});
