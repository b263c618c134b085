import type { DataFault, DataSnapshot, StoredRow } from './data.ts';
import type { Engine, Failure } from './engine.ts';
import type { Named } from './named.ts';
import type { SchemaDifference, SchemaSnapshot } from './schema.ts';
import type { Migration, Statement } from './script.ts';

/** A database as it was at one moment of a step's proof. Its engine is never written to: fork it. */
export interface State {
  readonly engine: Engine;
  /** Read once, on first use. */
  schema(): Promise<SchemaSnapshot>;
  /** Read once, on first use. */
  data(): Promise<DataSnapshot>;
}

/**
 * How a script went: the state it led to, or why it did not go through. `whereEnforced`: it went through with foreign
 * keys off, as its tool runs it, and fails by this where they are on.
 */
export type Run =
  | { readonly state: State; readonly failure: null; readonly whereEnforced?: Failure }
  | { readonly state: null; readonly failure: Failure };

/** A CREATE … IF NOT EXISTS: silent when something of that name is there already, whatever it is. */
export interface GuardedCreate {
  readonly kind: 'table' | 'index' | 'view' | 'trigger';
  /** Lower case. */
  readonly name: string;
  /** The normalised definition without IF NOT EXISTS, to hold against the stored one. */
  readonly tokens: string;
  readonly statement: Statement;
}

/** A pragma that has no effect where it stands, and why. */
export interface IdlePragma {
  readonly statement: Statement;
  readonly why: string;
}

/** What a script's text tells without running it. */
export interface ScriptFacts {
  readonly named: Named;
  /** BEGIN, COMMIT, SAVEPOINT and their like: left out of every run and reported. */
  readonly transactionCommands: readonly Statement[];
  readonly idlePragmas: readonly IdlePragma[];
  readonly guardedCreates: readonly GuardedCreate[];
  /** The statements that are run. */
  readonly runnable: readonly Statement[];
  /** A statement may need rows to make its values of: an empty database can refuse it where a filled one does not. */
  readonly makesValues: boolean;
  /** Nothing in it can change a database: no statement at all, or only such as ask or set up the connection. */
  readonly isIdle: boolean;
}

/** Rows that the new schema itself forbids, found when a forward script failed on them (contract: "When rows decide"). */
export interface ForbiddenRows {
  readonly table: string;
  readonly count: number;
  /** What the engine says of the first of them. */
  readonly message: string;
}

/**
 * A forward script that runs without rows and not with all of those that were there. It is judged with one row in each
 * table where that goes through, so that the values decide, and otherwise with none.
 */
export interface RowsRefused {
  readonly failure: Failure;
  readonly judgedOn: 'one row each' | 'no rows';
}

/** A table that no row could be written into, and what the engine said. `broken`: no value can change it. */
export interface UnfilledTable {
  readonly table: string;
  readonly kind: 'broken' | 'unsatisfied';
  readonly message: string;
}

/** How the database after a rollback differs from the one before the step. */
export interface Restoration {
  readonly schema: readonly SchemaDifference[];
  readonly data: readonly DataFault[];
}

/** The day after the release: rows were written under the new schema, and then the rollback ran. */
export interface LivedIn {
  /** With the new rows, before the rollback. */
  readonly lived: State;
  /** The new rows by table. */
  readonly written: ReadonlyMap<string, readonly StoredRow[]>;
  /** Those of them that the old schema cannot hold; asked of the engine on first use. */
  refused(): Promise<ReadonlySet<StoredRow>>;
  /** The rollback with all of them there. */
  readonly run: Run;
  /** The rollback without the refused ones. */
  readonly held: Run;
}

/** A migration and what the text of its scripts tells. */
export interface StepScripts {
  readonly migration: Migration;
  readonly forwardFacts: ScriptFacts;
  /** null when there is no rollback. */
  readonly rollbackFacts: ScriptFacts | null;
}

/**
 * A migration with its observations. Moments are made on first use and kept: a check that does not look at the
 * rollback does not pay for it.
 */
export interface Step extends StepScripts {
  /** null when there is no verify script. */
  readonly verifyFacts: ScriptFacts | null;
  /** Filled with rows that satisfy the schema before. */
  readonly before: State;
  /** The forward script on the same schema with no generated rows. */
  forwardOnEmpty(): Promise<Run>;
  /** On the filled database. */
  readonly forward: Run;
  /** What the next step starts from: after, with rows in tables and columns that are new; null when the step failed. */
  readonly settled: State | null;
  /** Rows left out so that `forward` could go through, because the schema after forbids them. */
  readonly forbidden: readonly ForbiddenRows[];
  /** Why `before` holds fewer rows than were there, or none; null where `forward` ran on all but the forbidden ones. */
  readonly rowsRefused: RowsRefused | null;
  /** Tables that this step made or changed and that could not be filled afterwards. */
  readonly unfilled: readonly UnfilledTable[];
  /** The rollback on the filled database after forward; null when there is none to run. */
  restored(): Promise<Run | null>;
  restoredOnEmpty(): Promise<Run | null>;
  /** Restored held against before; without a rollback, after held against before. null when there is nothing to hold. */
  restoration(): Promise<Restoration | null>;
  /** null when there is no rollback to run. */
  livedIn(): Promise<LivedIn | null>;
  /** Forward again on what the rollback left; null when that cannot be tried. */
  reapplied(): Promise<Run | null>;
}
