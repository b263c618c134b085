import type { Arbitrary } from 'fast-check';
import type { FastCheck } from './fastCheck.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { NASTY_NUMBERS } from './nasty.ts';

/** How far from zero, or from a bound, multiples are looked for. */
const REACH = 1e6;

/** Numbers within the bounds; null when there is none. */
export function numberArbitrary(fc: FastCheck, node: JsonSchema): Arbitrary<number> | null {
  const low = Math.max(node.minimum ?? -Infinity, node.exclusiveMinimum ?? -Infinity);
  const high = Math.min(node.maximum ?? Infinity, node.exclusiveMaximum ?? Infinity);
  if (low > high) return null;
  const divisors = [node, ...(node.allOf ?? [])].flatMap(({ multipleOf }) => multipleOf ?? []);
  if (divisors.length > 0) {
    return multiples(
      fc,
      divisors.reduce((product, divisor) => product * divisor),
      low,
      high,
    );
  }
  const isInside = (value: number): boolean =>
    value >= low && value <= high && value !== node.exclusiveMinimum && value !== node.exclusiveMaximum;
  return node.type === 'integer' ? integers(fc, low, high, isInside) : reals(fc, low, high, isInside);
}

function integers(
  fc: FastCheck,
  low: number,
  high: number,
  isInside: (value: number) => boolean,
): Arbitrary<number> | null {
  const min = Math.max(Math.ceil(low), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Math.floor(high), Number.MAX_SAFE_INTEGER);
  const first = isInside(min) ? min : min + 1;
  const last = isInside(max) ? max : max - 1;
  if (first > last) return null;
  const edges = NASTY_NUMBERS.filter((value) => Number.isSafeInteger(value) && isInside(value));
  return withEdges(fc, fc.integer({ min: first, max: last }), [...edges, first, last]);
}

function reals(
  fc: FastCheck,
  low: number,
  high: number,
  isInside: (value: number) => boolean,
): Arbitrary<number> | null {
  if (low === high) return isInside(low) ? fc.constant(low) : null;
  const doubles = fc
    .double({ min: low, max: high, noNaN: true, noDefaultInfinity: true })
    .filter((value) => Number.isFinite(value) && isInside(value));
  const whole = fc.integer({ min: -REACH, max: REACH }).filter(isInside);
  const hasWhole = isInside(Math.min(Math.max(0, Math.ceil(low)), REACH)) && low < REACH / 2 && high > -REACH / 2;
  const made = hasWhole && high - low > 2 ? fc.oneof(whole, doubles) : doubles;
  return withEdges(fc, made, NASTY_NUMBERS.filter(isInside));
}

function multiples(fc: FastCheck, divisor: number, low: number, high: number): Arbitrary<number> | null {
  const min = Math.ceil(
    Math.max(low, high === Infinity ? Math.max(low, -REACH * divisor) : high - REACH * divisor) / divisor,
  );
  const max = Math.floor(Math.min(high, (min + REACH) * divisor) / divisor);
  return min > max ? null : fc.integer({ min, max }).map((factor) => factor * divisor);
}

function withEdges(fc: FastCheck, made: Arbitrary<number>, edges: readonly number[]): Arbitrary<number> {
  if (edges.length === 0) return made;
  return fc.oneof({ weight: 3, arbitrary: made }, { weight: 1, arbitrary: fc.constantFrom(...edges) });
}
