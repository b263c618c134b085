import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../harness/reporters/codeFrame.ts';

describe('a code frame', () => {
  test('shows the line meant between its neighbours, with a mark under the column', () => {
    expect(codeFrame('one\ntwo\nthree\nfour', { line: 2, column: 3 })).toEqual([
      '  1 | one',
      '> 2 | two',
      '    |   ^',
      '  3 | three',
    ]);
  });

  test('aligns numbers of different length', () => {
    const source = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join('\n');
    expect(codeFrame(source, { line: 9, column: 1 })).toEqual([
      '   8 | line 8',
      '>  9 | line 9',
      '     | ^',
      '  10 | line 10',
    ]);
  });

  test('counts lines alike whatever ends them, and a byte order mark as nothing', () => {
    expect(codeFrame('\ufeffone\r\ntwo\r\nthree', { line: 1, column: 1 })).toEqual([
      '> 1 | one',
      '    | ^',
      '  2 | two',
    ]);
  });

  test('keeps tabs before the mark, so that it stands under its column however wide they are', () => {
    expect(codeFrame('\tDROP', { line: 1, column: 2 })).toEqual(['> 1 | \tDROP', '    | \t^']);
  });

  test('is empty for a line that the source does not have', () => {
    expect(codeFrame('one', { line: 2, column: 1 })).toEqual([]);
  });

  test('shows the part of a long line that is meant', () => {
    const line = `${'a'.repeat(300)}X${'b'.repeat(300)}`;
    const [shown = '', mark = ''] = codeFrame(line, { line: 1, column: 301 });
    expect(shown.length).toBeLessThan(120);
    expect(shown[mark.indexOf('^')]).toBe('X');
  });

  test('puts the mark under the character meant, in every source', () => {
    const source = fc
      .array(fc.string({ unit: fc.constantFrom(...'ab\t ;') }), { minLength: 1 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(source, fc.nat(), (text, pick) => {
        const offset = text.length === 0 ? 0 : pick % text.length;
        const before = text.slice(0, offset).split('\n');
        const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
        if (text[offset] === undefined || /\s/.test(text[offset])) return;
        const frame = codeFrame(text, position);
        const at = frame.findIndex((line) => line.endsWith('^'));
        expect(frame[at - 1]?.[frame[at]?.indexOf('^') ?? -1]).toBe(text[offset]);
      }),
    );
  });
});
