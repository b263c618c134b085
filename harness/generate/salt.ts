import { hashOf } from './hash.ts';

/** What makes the values of one column differ from those of every other one. */
export interface Salt {
  /** 1000, 2000, … by position plus a little of its own: smaller than that of every later column of the table. */
  readonly base: number;
  /** Shifts the kinds of values against those of other columns. */
  readonly shift: number;
  /** The column's name as the beginning of a readable value. */
  readonly word: string;
  /** Hexadecimal digits for row n. */
  readonly digits: (n: number) => string;
}

/** Depends on seed, table, column and position alone, so that nothing else in the schema moves a value. */
export function saltOf(seed: number, table: string, column: string, position: number): Salt {
  const hash = hashOf(seed, table, column);
  return {
    base: 1000 * (position + 1) + (hash % 400),
    shift: hash >>> 9,
    word: column.charAt(0).toUpperCase() + column.slice(1),
    digits: (n) => hashOf(hash, String(n)).toString(16).padStart(8, '0'),
  };
}
