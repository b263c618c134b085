import type { BoundStatement } from '../../model/engine.ts';

/** How SQLite says that a row breaks a constraint (https://sqlite.org/rescode.html). */
export interface Refusal {
  /** Extended result code by name. */
  readonly code: string;
  /** What the message names: the constraint, or `table.column, table.column`; '' where SQLite names nothing. */
  readonly names: string;
  /** A deferred foreign key is asked for at the commit. */
  readonly at: 'statement' | 'commit';
}

/**
 * What the declared schema makes of a row. `refused`: by any of these; more than one where no row breaks the constraint
 * alone. `left out`: without an error, as ON CONFLICT IGNORE declares it.
 */
export type Expectation =
  | { readonly outcome: 'refused'; readonly by: readonly Refusal[] }
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'left out' };

export type ConstraintKind = 'primary key' | 'unique' | 'not null' | 'check' | 'foreign key' | 'type' | 'none';

/** A constraint as a finding calls it. */
export interface ConstraintName {
  /** `none`: a column that is free, whose NULLs and repetitions are accepted. */
  readonly kind: ConstraintKind;
  /** For example `UNIQUE (email)`. */
  readonly name: string;
  /** The object that it belongs to, for example `table users`. */
  readonly object: string;
}

/** One row to try, and what the schema says about it. Data alone, so that it can be tried on any database with those rows. */
export interface Probe {
  readonly table: string;
  readonly constraint: ConstraintName;
  /** What is special about the row, for example `NULL in email`. */
  readonly what: string;
  readonly setUp: readonly BoundStatement[];
  readonly insert: BoundStatement;
  readonly expected: Expectation;
}

/** A constraint, or all of a table's, that no probe could be made for, and why. */
export interface ProbeGap {
  readonly table: string;
  /** null: the whole table. */
  readonly constraint: ConstraintName | null;
  /** A trigger decides about every such row, before the constraint or in its place. */
  readonly isTriggered: boolean;
  /** What the engine said, where it said something. */
  readonly message: string;
}

export interface ProbeSet {
  readonly probes: readonly Probe[];
  readonly gaps: readonly ProbeGap[];
}
