import type { Column } from '../model/schema.ts';
import { decodeCell, encodeCell } from './cell.ts';

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/** A cell as a column stores it that it is written to (https://sqlite.org/datatype3.html#type_affinity). */
export function convertCell(cell: string, affinity: Column['affinity']): string {
  const { type, value } = decodeCell(cell);
  if (affinity === 'TEXT' && (typeof value === 'bigint' || typeof value === 'number')) return encodeCell(String(value));
  if (affinity === 'TEXT' || affinity === 'BLOB' || affinity === 'ANY' || type === 'blob') return cell;
  const number = typeof value === 'string' && NUMBER.test(value) ? readNumber(value.trim()) : value;
  if (affinity === 'REAL' && typeof number === 'bigint') return encodeCell(Number(number));
  return typeof number === 'number' && affinity !== 'REAL' ? encodeCell(wholeOr(number)) : encodeCell(number);
}

/** A cell as it is compared with a column's values: equal for equal values, 1 and 1.0 among them; null for NULL. */
export function comparedCell(cell: string, { affinity, collation }: Column): string | null {
  if (cell === 'n') return null;
  // Nearly all keys are of these two kinds.
  const isPlain = cell.startsWith('t') ? affinity === 'TEXT' && collation === 'BINARY' : affinity === 'INTEGER';
  if (isPlain && !cell.startsWith('r')) return cell;
  const converted = convertCell(cell, affinity);
  const { value } = decodeCell(converted);
  if (typeof value === 'number') return encodeCell(wholeOr(value));
  if (typeof value !== 'string') return converted;
  if (collation === 'NOCASE') return `t${value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())}`;
  return `t${collation === 'RTRIM' ? value.replace(/ +$/, '') : value}`;
}

function readNumber(text: string): bigint | number {
  if (!/^[+-]?\d+$/.test(text)) return Number(text);
  const whole = BigInt(text.replace('+', ''));
  return whole >= LOWEST && whole <= HIGHEST ? whole : Number(text);
}

function wholeOr(number: number): bigint | number {
  return Number.isSafeInteger(number) && !Object.is(number, -0) ? BigInt(number) : number;
}
