import type { SqlValue } from '../model/value.ts';

const INT64_LIMIT = 2n ** 63n;

/**
 * A value that the user binds, in SQLite's classes: a whole number becomes INTEGER, as 1 is meant to equal a stored 1,
 * and a truth value becomes 1 or 0. undefined when SQLite has no class for it.
 */
export function sqlValue(value: unknown): SqlValue | undefined {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'bigint') return value >= -INT64_LIMIT && value < INT64_LIMIT ? value : undefined;
  return undefined;
}
