import type { SqlValue } from '../model/value.ts';
import type { Parents } from './parents.ts';

/** Which row is to be made. */
export interface Place {
  /** Ordinal of the row, from 1; makes its values its own. */
  readonly n: number;
  /** How many rows this filling has written before. */
  readonly index: number;
  readonly parents: Parents;
  /** A key that accepts NULL gets it in this row. */
  readonly hasNullKey: boolean;
  /** The values of a row that is there; null before the first. */
  readonly earlier: readonly SqlValue[] | null;
}

/**
 * What departs from the usual in a row: number of the alternative by dimension. A dimension is a column by its position
 * or, behind the columns, a foreign key.
 */
export type Choice = ReadonlyMap<number, number>;

/** The alternative that takes over what a row has that is there already. */
export const AS_EARLIER = -1;
