import { literalAt } from '../../generate/literal.ts';
import { quoteLiteral } from '../../sql/quote.ts';
import type { Token } from '../../sql/tokens.ts';

/** Wider spans than this are not gone through number by number. */
const WIDEST = 2000;

/**
 * Values as SQL that stand for all others in comparisons with the constants of an expression: each constant, as many
 * values as there are columns between any two and beyond them, bytes, and NULL. `isWhole`: every whole number and every
 * half on the way as well.
 */
export function pointsAround(tokens: readonly Token[], columns: number, isWhole: boolean): readonly string[] {
  const constants = tokens.flatMap((_, at) => literalAt(tokens, at)?.value ?? []);
  const numbers = [...new Set([0, 1, ...constants.filter(isNumber).map(Number)])].sort((a, b) => a - b);
  const texts = constants.filter((value) => typeof value === 'string');
  const steps = Array.from({ length: columns }, (_, index) => index + 1);
  const between = numbers.flatMap((number, at) => {
    const next = numbers[at + 1] ?? number + columns + 1;
    return [number, ...steps.map((step) => number + ((next - number) * step) / (columns + 1))];
  });
  const below = steps.map((step) => (numbers[0] ?? 0) - step);
  const words = ['', ...texts, ...numbers.map(String)];
  const spelt = words.flatMap((word) => [word, ...steps.map((step) => `${word}${String.fromCharCode(step)}`)]);
  const all = [...below, ...between, ...(isWhole ? halves(numbers) : [])].map(String);
  const bytes = steps.map((step) => `x'${step.toString(16).padStart(2, '0')}'`);
  return [...new Set([...all, ...spelt.map(quoteLiteral), ...bytes, 'NULL'])];
}

function halves(numbers: readonly number[]): readonly number[] {
  const [low, high] = [(numbers[0] ?? 0) - 2, (numbers.at(-1) ?? 0) + 2];
  const count = Math.min(2 * (high - low), 2 * WIDEST);
  return Array.from({ length: count + 1 }, (_, index) => low + index / 2);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
