import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCell, encodeText } from '../../harness/inspect/cell.ts';
import { showCell } from '../../harness/inspect/showCell.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { storedCell } from './storedCell.ts';

describe('a cell for people', () => {
  test.each<[SqlValue, string]>([
    [null, 'NULL'],
    [7n, '7'],
    [7, '7.0'],
    [-0, '-0.0'],
    [0.5, '0.5'],
    [1e300, '1e+300'],
    [-Infinity, '-Infinity'],
    ['007', "'007'"],
    ["it's", "'it''s'"],
    ['a\0b\u001b[2J\n', "'a\\u{0}b\\u{1b}[2J\\u{a}'"],
    ['\u202egnp.exe', "'\\u{202e}gnp.exe'"],
    [Buffer.from([0, 255]), "x'00ff'"],
    [Buffer.alloc(0), "x''"],
  ])('shows %o as %s', (value, shown) => {
    expect(showCell(encodeCell(value))).toBe(shown);
  });

  test('cuts long values and says how long they are', () => {
    expect(showCell(encodeCell('ab'.repeat(60)))).toBe(`'${'ab'.repeat(20)}…' (120 characters)`);
    expect(showCell(encodeCell('\u{1f600}'.repeat(41)))).toBe(`'${'\u{1f600}'.repeat(40)}…' (41 characters)`);
    expect(showCell(encodeCell(Buffer.alloc(17)))).toBe(`x'${'00'.repeat(16)}…' (17 bytes)`);
  });

  test('shows text that is not UTF-8 by its bytes', () => {
    expect(showCell(encodeText(Buffer.from([0x61, 0xff])))).toBe("CAST(x'61ff' AS TEXT)");
  });

  test('stays short and on one line, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(storedCell, fc.string({ maxLength: 500 }).map(encodeCell)), (cell) => {
        expect(showCell(cell)).not.toMatch(/\p{Cc}/u);
        expect(showCell(cell).length).toBeLessThan(400);
      }),
    );
  });
});
