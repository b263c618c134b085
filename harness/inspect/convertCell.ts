import type { Column } from '../model/schema.ts';
import { decodeCell, encodeCell } from './cell.ts';

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/** A cell as a column stores it that it is written to (https://sqlite.org/datatype3.html#type_affinity). */
export function convertCell(cell: string, affinity: Column['affinity']): string {
  const { type, value } = decodeCell(cell);
  if (affinity === 'TEXT' && typeof value === 'bigint') return encodeCell(String(value));
  if (affinity === 'TEXT' && typeof value === 'number') return encodeCell(realText(value));
  if (affinity === 'TEXT' || affinity === 'BLOB' || affinity === 'ANY' || type === 'blob') return cell;
  const number = typeof value === 'string' && NUMBER.test(value) ? readNumber(value.trim()) : value;
  if (typeof number !== 'bigint' && typeof number !== 'number') return cell;
  // The two zeros are one in a column of numbers.
  if (affinity === 'REAL') return encodeCell(Number(number) + 0);
  return encodeCell(typeof number === 'bigint' ? number : wholeOr(number));
}

/** A cell as it is compared with a column's values: equal for equal values, 1 and 1.0 among them; null for NULL. */
export function comparedCell(cell: string, { affinity, collation }: Column): string | null {
  if (cell === 'n') return null;
  // Nearly all keys are of these two kinds.
  if (cell.startsWith('t') && affinity === 'TEXT' && collation === 'BINARY') return cell;
  if (cell.startsWith('i') && affinity === 'INTEGER') return cell;
  // A comparison is exact even where storing would round.
  const converted = convertCell(cell, affinity === 'REAL' ? 'NUMERIC' : affinity);
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
  return Number.isSafeInteger(number) ? BigInt(number) : number;
}

/** As SQLite writes it: with a decimal point, and from 15 digits on with an exponent of at least two. */
function realText(real: number): string {
  const size = Math.abs(real);
  if (size === 0) return '0.0';
  if (size >= 1e-4 && size < 1e15) return Number.isInteger(real) ? `${real}.0` : String(real);
  const [mantissa = '', exponent = ''] = real.toExponential().split('e');
  const digits = exponent.slice(1).padStart(2, '0');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent.charAt(0)}${digits}`;
}
