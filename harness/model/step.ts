import type { DataSnapshot } from './data.ts';
import type { Engine, Failure } from './engine.ts';
import type { Named } from './named.ts';
import type { SchemaSnapshot } from './schema.ts';
import type { Migration } from './script.ts';

/** A database as it was at one moment of a step's proof. Its engine is never written to: fork it. */
export interface State {
  readonly engine: Engine;
  /** Read once, on first use. */
  schema(): Promise<SchemaSnapshot>;
  /** Read once, on first use. */
  data(): Promise<DataSnapshot>;
}

/** How a script went: the state it led to, or why it did not go through. */
export type Run =
  | { readonly state: State; readonly failure: null }
  | { readonly state: null; readonly failure: Failure };

/** Rows that the new schema itself forbids, found when a forward script failed on them (contract: "When rows decide"). */
export interface ForbiddenRows {
  readonly table: string;
  readonly count: number;
  /** What the engine says of the first of them. */
  readonly message: string;
}

/**
 * A migration with its observations. Moments are made on first use and kept: a check that does not look at the
 * rollback does not pay for it.
 */
export interface Step {
  readonly migration: Migration;
  readonly named: { readonly forward: Named; readonly rollback: Named };
  /** Filled with rows that satisfy the schema before. */
  readonly before: State;
  /** The same schema with no generated rows. */
  readonly emptyBefore: State;
  readonly forwardOnEmpty: Run;
  /** On the filled database. */
  readonly forward: Run;
  /** Rows left out so that `forward` could go through, because the schema after forbids them. */
  readonly forbidden: readonly ForbiddenRows[];
  /** The rollback on the filled database after forward; null when there is none to run. */
  restored(): Promise<Run | null>;
  restoredOnEmpty(): Promise<Run | null>;
  /** Forward again on what the rollback left; null when that cannot be tried. */
  reapplied(): Promise<Run | null>;
}
