import fc from 'fast-check';
import { encodeCell, encodeText } from '../../harness/inspect/cell.ts';

const bytes = fc.uint8Array({ maxLength: 12 });

/** Text by its bytes, so that what is not UTF-8, NULs and the replacement character itself come up often. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).map(encodeCell),
  fc.string({ unit: fc.constantFrom('a', 'é', '\0', '\ufffd', "'", '\u{1f600}'), maxLength: 6 }).map(encodeCell),
  bytes.map(encodeText),
);

const real = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, Infinity, -Infinity, 2 ** 53));

/** Any value that SQLite can store, as a cell. NaN cannot be stored: it becomes NULL. */
export const storedCell: fc.Arbitrary<string> = fc.oneof(
  fc.constant(encodeCell(null)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(encodeCell),
  fc.constantFrom(0n, 1n, 2n ** 53n + 1n).map(encodeCell),
  real.map(encodeCell),
  text,
  bytes.map(encodeCell),
);
