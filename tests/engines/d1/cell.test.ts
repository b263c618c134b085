import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCell, encodeCell } from '../../../harness/engines/d1/cell.ts';

const value = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'binary' }),
  fc.uint8Array(),
);

test('every value comes through JSON with its storage class', () => {
  fc.assert(
    fc.property(value, (one) => {
      const back = decodeCell(JSON.parse(JSON.stringify(encodeCell(one))));
      if (one instanceof Uint8Array) expect(Buffer.from(back as Uint8Array).equals(one)).toBe(true);
      else expect(Object.is(back, one)).toBe(true);
    }),
  );
});
