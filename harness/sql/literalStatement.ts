import type { SqlValue } from '../model/value.ts';
import { quoteLiteral } from './quote.ts';
import { tokenize } from './tokens.ts';

/** An INSERT with its values in place of its parameters, one row, to be read and pasted. */
export function literalInsert(text: string, values: readonly SqlValue[]): string {
  const head = text.slice(0, text.lastIndexOf('(') + 1);
  return values.length === 0 ? `${text};` : `${head}${values.map(literal).join(', ')});`;
}

/** Any statement with its values in place of its parameters, to be read and pasted. */
export function literalStatement(text: string, values: readonly SqlValue[]): string {
  const places = tokenize(text).filter(({ kind }) => kind === 'parameter');
  const written = places.reduceRight(
    (sql, { start, end }, at) => `${sql.slice(0, start)}${literal(values[at] ?? null)}${sql.slice(end)}`,
    text,
  );
  return `${written};`;
}

/** A value as SQLite reads it back, storage class included (https://sqlite.org/lang_expr.html#literal_values_constants_). */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'bigint') return integerLiteral(value);
  if (typeof value === 'number') return realLiteral(value);
  return typeof value === 'string' ? textLiteral(value) : blobLiteral(value);
}

/** Controls, separators and what turns the direction of writing: such characters get lost on the way to a reader. */
const INVISIBLE = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u;

function textLiteral(text: string): string {
  const parts = text.split(INVISIBLE).filter((part) => part !== '');
  const written = parts.map((part) => (INVISIBLE.test(part) ? `char(${part.codePointAt(0)})` : quoteLiteral(part)));
  return written.length === 0 ? "''" : written.join(' || ');
}

/** The smallest integer is its own minus sign away from the largest, so that written out it is a real. */
function integerLiteral(value: bigint): string {
  return value === -(2n ** 63n) ? '(-9223372036854775807 - 1)' : String(value);
}

function realLiteral(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NULL' : value > 0 ? '9e999' : '-9e999';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function blobLiteral(bytes: Uint8Array): string {
  return `x'${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}'`;
}
