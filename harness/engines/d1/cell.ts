import type { SqlValue } from '../../model/value.ts';

/**
 * A value on its way between this process and workerd, told apart by its storage class: a number is a real, and a text
 * begins with the letter of what it stands for: `i` integer, `t` text, `b` bytes as latin1, `r` a real that JSON has no
 * number for.
 */
export type Cell = null | number | string;

/** Wraps a value up; `decodeCell` gives the same value back. */
export function encodeCell(value: SqlValue): Cell {
  if (value === null) return null;
  if (typeof value === 'bigint') return `i${value}`;
  if (typeof value === 'string') return `t${value}`;
  if (typeof value === 'number') return isPlain(value) ? value : Object.is(value, -0) ? 'r-0' : `r${value}`;
  return `b${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1')}`;
}

/** Unwraps a value. */
export function decodeCell(cell: Cell): SqlValue {
  if (typeof cell !== 'string') return cell;
  const content = cell.slice(1);
  switch (cell.charAt(0)) {
    case 'i':
      return BigInt(content);
    case 'r':
      return Number(content);
    case 'b':
      return Buffer.from(content, 'latin1');
    default:
      return content;
  }
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}
