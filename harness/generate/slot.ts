import type { Column, Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import type { Demands } from './demands.ts';

/** The value of a column in row n. */
export type Source = (n: number) => SqlValue;

/** A column to generate values for, and what is known of it. */
export interface Slot {
  readonly table: Table;
  readonly column: Column;
  /** Among the columns that are written, from 0. */
  readonly position: number;
  /** It belongs to a key, so that no two rows may have the same value. */
  readonly isDistinct: boolean;
  readonly isNullable: boolean;
  /** It belongs to a key of several columns that others keep apart: its turn among those of them that can repeat; null: it never does. */
  readonly sharedTurn: number | null;
  readonly demands: Demands;
}
