import type { Column } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import type { ColumnPairing } from './pairing.ts';

/** The two sides of a comparison, as its SQL calls them: the table in the pristine database, and the one in the copy. */
export type Side = 'p' | 'm';

/**
 * SQL that is true where two columns hold different values, bit for bit. IS NOT alone would compare by the column's
 * collation, and take 1 for 1.0 and -0.0 for 0.0; the unary plus keeps SQLite from converting one side to the other's
 * type first (https://sqlite.org/datatype3.html#comparison_expressions).
 */
export function differs({ before, after }: ColumnPairing, was: string, is: string): string {
  const [old, now] = [`${was}.${quoteIdentifier(before.name)}`, `${is}.${quoteIdentifier(after.name)}`];
  const terms = [`+${old} COLLATE BINARY IS NOT +${now}`];
  if (!isOneType(before, after)) terms.push(`typeof(${old}) <> typeof(${now})`);
  else if (isWhole(before)) terms.push(`(+${old} < '' AND ${isLarge(old)} AND typeof(${old}) <> typeof(${now}))`);
  if (keepsZeroSign(before) || keepsZeroSign(after)) {
    terms.push(`(+${old} IS 0.0 AND atan2(${old}, -1.0) IS NOT atan2(${now}, -1.0))`);
  }
  return `(${terms.join(' OR ')})`;
}

/** SQL that is true for rows of `p` and `m` that differ in any of these columns. */
export function changes(columns: readonly ColumnPairing[]): string {
  return anyOf(columns.map((column) => differs(column, 'p', 'm')));
}

/** SQL of a column's value, on the side with that alias, as terms that are equal by IS for equal values only, bit for bit. */
export function exactTerms({ before, after }: ColumnPairing, alias: Side): readonly string[] {
  const name = `${alias}.${quoteIdentifier(alias === 'p' ? before.name : after.name)}`;
  const hasSign = keepsZeroSign(before) || keepsZeroSign(after);
  const zero = hasSign ? [`CASE WHEN +${name} IS 0.0 THEN atan2(${name}, -1.0) END`] : [];
  return [`CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB) ELSE ${name} END`, `typeof(${name})`, ...zero];
}

/** SQL that is true where one of the terms is. */
export function anyOf(terms: readonly string[]): string {
  return joined(terms, 'OR') ?? 'FALSE';
}

/** SQL that is true where all of the terms are. */
export function allOf(terms: readonly string[]): string {
  return joined(terms, 'AND') ?? 'TRUE';
}

/** Joins terms so that the expression grows deep by their logarithm (https://sqlite.org/limits.html#max_expr_depth). */
function joined(terms: readonly string[], operator: string): string | null {
  if (terms.length < 2) return terms[0] ?? null;
  const middle = terms.length >> 1;
  const halves = [terms.slice(0, middle), terms.slice(middle)].map((half) => joined(half, operator));
  return `(${halves.join(` ${operator} `)})`;
}

/**
 * Whether values that are equal are of one type, too: there are only reals, or no numbers at all; or numbers of which the
 * whole ones are integers (https://sqlite.org/datatype3.html#type_affinity), but for large ones.
 */
function isOneType(before: Column, after: Column): boolean {
  if (isWhole(before)) return isWhole(after);
  return before.affinity === after.affinity && (before.affinity === 'TEXT' || before.affinity === 'REAL');
}

function isWhole({ affinity }: Column): boolean {
  return affinity === 'INTEGER' || affinity === 'NUMERIC';
}

/** From 2^51 on SQLite may leave a whole number a real, depending on its version; asking for the type takes longest of all. */
function isLarge(value: string): string {
  return `+${value} NOT BETWEEN -2251799813685248 AND 2251799813685248`;
}

/** Everywhere else SQLite stores -0.0 as 0 or 0.0. */
function keepsZeroSign({ affinity }: Column): boolean {
  return affinity === 'BLOB' || affinity === 'ANY';
}
