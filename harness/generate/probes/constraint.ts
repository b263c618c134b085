import type { SqlValue } from '../../model/value.ts';
import type { MeasuredSides, Sides } from './comparedSides.ts';
import type { ConstraintName, Refusal } from './probe.ts';

/** The values of a table's written columns, by position. */
export type Row = readonly SqlValue[];

/** A row that the schema accepts as it is, and its number among the generated ones. */
export interface Base {
  readonly n: number;
  readonly row: Row;
}

/** A row to compare with. */
export interface Rival {
  readonly row: Row;
  /** It is stored already; else it has to be written first. */
  readonly isStored: boolean;
}

/** A row that may break a constraint or come near to it. */
export interface Candidate {
  /** What is special about it; null: one of many that may do. */
  readonly what: string | null;
  readonly row: Row;
  /** The row that it collides with, when that has to be there. */
  readonly rival: Rival | null;
}

/** A declared constraint: how to tell from outside of it that a row breaks it, and which rows are worth trying. */
export interface Constraint extends ConstraintName {
  /** null: it forbids nothing. */
  readonly refusal: Refusal | null;
  /** What ON CONFLICT makes of a refusal (https://sqlite.org/lang_conflict.html). */
  readonly conflict: 'refuse' | 'ignore' | 'replace';
  /** SQL over the clone of the table: true when the row breaks it. */
  readonly breach: string;
  /** Perhaps no row can break it: the expression of a generated column decides. */
  readonly isComputed: boolean;
  /** The conjunction's parts as SQL, where it has some. */
  readonly clauses: readonly string[];
  /** The written columns that decide about it; none where changing them helps nobody. */
  readonly positions?: readonly number[];
  /** What it compares, where only the engine can tell what that comes to. */
  readonly comparisons?: readonly Sides[];
  /** Likeliest first, those without anything special last. `sides`: its comparisons in the base. */
  propose(base: Base, rivals: readonly Rival[], sides: readonly MeasuredSides[]): Iterable<Candidate>;
}

/** A row with other values at some positions. */
export function withValues(row: Row, values: Iterable<readonly [position: number, value: SqlValue]>): Row {
  const changed = [...row];
  for (const [position, value] of values) changed[position] = value;
  return changed;
}
