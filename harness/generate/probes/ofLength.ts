import type { SqlValue } from '../../model/value.ts';

/** A text, or bytes in the place of bytes, of a length, made of what a value is made of. */
export function ofLength(value: SqlValue, length: number): SqlValue {
  if (value instanceof Uint8Array) return Buffer.concat([value, Buffer.alloc(length, 1)]).subarray(0, length);
  return ''.padEnd(length, typeof value === 'string' && value !== '' ? value : 'a');
}
