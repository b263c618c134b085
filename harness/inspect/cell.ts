import { isUtf8 } from 'node:buffer';
import type { SqlValue } from '../model/value.ts';

/** A stored value with its storage class (https://sqlite.org/datatype3.html); text that is not UTF-8 comes as bytes. */
export interface DecodedCell {
  readonly type: 'null' | 'integer' | 'real' | 'text' | 'blob';
  readonly value: SqlValue;
}

/**
 * Writes a value as a string that is equal for equal values only, bit for bit: the letter of its storage class and the
 * decimal integer, the shortest decimal that gives the double back, or the bytes as latin1.
 */
export function encodeCell(value: SqlValue): string {
  if (value === null) return 'n';
  if (typeof value === 'string') return isAscii(value) ? `t${value}` : encodeText(Buffer.from(value));
  if (typeof value === 'bigint') return `i${value}`;
  if (typeof value === 'number') return Object.is(value, -0) ? 'r-0' : `r${value}`;
  return `b${latin1(value)}`;
}

/** The same for text that is known by its bytes, which need not be UTF-8. */
export function encodeText(bytes: Uint8Array): string {
  return `t${latin1(bytes)}`;
}

/** Takes a cell apart again. */
export function decodeCell(cell: string): DecodedCell {
  const content = cell.slice(1);
  switch (cell.charAt(0)) {
    case 'i':
      return { type: 'integer', value: BigInt(content) };
    case 'r':
      return { type: 'real', value: Number(content) };
    case 't':
      return { type: 'text', value: decodeText(content) };
    case 'b':
      return { type: 'blob', value: Buffer.from(content, 'latin1') };
    default:
      return { type: 'null', value: null };
  }
}

/** The SQL expression and the value to bind to its parameter that put a cell into a table again, bit for bit. */
export function bindCell(cell: string): { readonly sql: string; readonly value: SqlValue } {
  const { type, value } = decodeCell(cell);
  // Only bytes carry a NUL, or what is not UTF-8, through every driver.
  if (type === 'text' && (typeof value !== 'string' || value.includes('\0'))) {
    return { sql: 'CAST(? AS TEXT)', value: Buffer.from(cell.slice(1), 'latin1') };
  }
  return { sql: '?', value };
}

function decodeText(content: string): string | Uint8Array {
  if (isAscii(content)) return content;
  const bytes = Buffer.from(content, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : bytes;
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
