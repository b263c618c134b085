import type { Demands } from './demands.ts';
import { isWithin, wholeBounds } from './range.ts';
import type { Salt } from './salt.ts';

/** A number of row n for a column; `distinct`: no two rows may get the same. */
export type NumberMaker<T> = (n: number, distinct: boolean) => T;

/** The first integer that a double cannot hold. */
const BEYOND_DOUBLE = 9007199254740993n;

/** Whole numbers, negative, zero and beyond 2^53 among them, moved into the range that a column's constraints leave. */
export function integerMaker({ range, remainder }: Demands, salt: Salt): NumberMaker<bigint> {
  const { low, high } = wholeBounds(range);
  const isFree = low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY && remainder === null;
  return (n, distinct) => {
    const value = revealingInteger(n, distinct, salt);
    if (isFree) return value;
    const moved = Number(value) >= low && Number(value) <= high ? Number(value) : moveInto(low, high, n);
    if (remainder === null || !Number.isSafeInteger(moved)) return BigInt(moved);
    return BigInt(withRemainder(moved, low, high, remainder));
  };
}

function revealingInteger(n: number, distinct: boolean, { base, shift }: Salt): bigint {
  switch ((n + shift) % 5) {
    case 1:
      return distinct ? BigInt(base + n) : 0n;
    case 2:
      return BigInt(-base - n);
    case 3:
      return BEYOND_DOUBLE + 2n * BigInt(base + n);
    default:
      return BigInt(base + n);
  }
}

/** Counts up from the lower end, else down from the upper one. */
function moveInto(low: number, high: number, n: number): number {
  if (low === Number.NEGATIVE_INFINITY) return high - n + 1;
  return high === Number.POSITIVE_INFINITY ? low + n - 1 : low + ((n - 1) % Math.max(high - low + 1, 1));
}

function withRemainder(
  value: number,
  low: number,
  high: number,
  { divisor, rest }: { divisor: number; rest: number },
): number {
  const fitting = value - (((value % divisor) + divisor) % divisor) + rest;
  if (fitting < low) return fitting + divisor;
  return fitting > high ? fitting - divisor : fitting;
}

/** Fractions, whole numbers and very large ones, moved into the range that a column's constraints leave. */
export function realMaker({ range }: Demands, salt: Salt): NumberMaker<number> {
  return (n, distinct) => {
    const value = revealingReal(n, distinct, salt);
    if (isWithin(range, value)) return value;
    const { low, high } = range;
    if (low === Number.NEGATIVE_INFINITY) return high - n - 0.5;
    return high === Number.POSITIVE_INFINITY ? low + n + 0.5 : low + ((high - low) * ((n % 97) + 1)) / 98;
  };
}

/** Multiplied by most tax rates, or by 100, and divided again, it is not what it was. */
const AMOUNT = 15.437;

function revealingReal(n: number, distinct: boolean, { base, shift }: Salt): number {
  switch ((n + shift) % 5) {
    case 1:
      return distinct ? (base + n) * 1e297 : 1e300;
    case 2:
      return -(base + n) / 37;
    case 3:
      return base + n;
    case 4:
      return distinct ? (base + n) / 1e6 : AMOUNT;
    default:
      return (base + n) / 73;
  }
}
