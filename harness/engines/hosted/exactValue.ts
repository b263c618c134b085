import type { SqlValue } from '../../model/value.ts';

/** A value bit for bit: text as its bytes, which need not be UTF-8. */
export interface ExactValue {
  readonly isText: boolean;
  readonly value: SqlValue;
}

/** What a value is, in two columns that JSON cannot change: its storage class, and its digits or bytes. */
export function typedColumns(column: string, mostBytes: number): string {
  const inHex = `CASE WHEN length(CAST(${column} AS BLOB)) <= ${mostBytes} THEN hex(${column}) END`;
  const real = `CASE WHEN ${column} > 1.7976931348623157e308 THEN 'Infinity' WHEN ${column} < -1.7976931348623157e308 THEN '-Infinity' ELSE ${column} END`;
  return `typeof(${column}), CASE typeof(${column}) WHEN 'integer' THEN CAST(${column} AS TEXT) WHEN 'real' THEN ${real} WHEN 'null' THEN NULL ELSE ${inHex} END`;
}

/** The value that `typedColumns` told of; null for one that has more bytes than was asked for. */
export function exactValue(storageClass: SqlValue | undefined, told: SqlValue | undefined): ExactValue | null {
  switch (storageClass) {
    case 'integer':
      return { isText: false, value: BigInt(String(told)) };
    case 'real':
      return { isText: false, value: Number(told) };
    case 'text':
    case 'blob':
      return typeof told === 'string' ? { isText: storageClass === 'text', value: Buffer.from(told, 'hex') } : null;
    default:
      return { isText: false, value: null };
  }
}

/** The value in SQL. */
export function exactLiteral({ isText, value }: ExactValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? '9e999' : '-9e999';
  if (!(value instanceof Uint8Array)) return String(value);
  const bytes = `x'${Buffer.from(value).toString('hex')}'`;
  return isText ? `CAST(${bytes} AS TEXT)` : bytes;
}
