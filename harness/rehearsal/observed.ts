import type { Loss } from '../checks/parts/lossCause.ts';
import type { JudgedProbe } from '../checks/parts/queryPromises.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaDifference, SchemaSnapshot } from '../model/schema.ts';
import type { StepScripts } from '../model/step.ts';
import type { Orphans } from './identity/orphans.ts';
import type { IdentityProof } from './identity/proveSame.ts';
import type { RowCounts } from './rows/countRows.ts';
import type { OffendingRows } from './rows/offendingRows.ts';
import type { StoredDocuments } from './rows/refusedDocuments.ts';
import type { StoppingRows } from './rows/stoppingRows.ts';
import type { ScriptRun } from './scriptRun.ts';

/** A step on the copy of a real database, moment by moment. Later moments are null where it did not get there. */
export interface ObservedStep {
  readonly scripts: StepScripts;
  readonly before: SchemaSnapshot;
  readonly rows: RowCounts;
  readonly forward: TriedScript;
  readonly after: AfterForward | null;
  readonly rollback: TriedScript | null;
  /** Where there is no rollback to run: what stays. */
  readonly restored: AfterRollback | null;
  readonly reapplied: Reapplied | null;
}

/** A script as it went, and what it failed on. */
export interface TriedScript {
  readonly run: ScriptRun;
  /** Rows that it failed on. */
  readonly offending: readonly OffendingRows[];
  /** Rows without a parent that it failed on. */
  readonly orphans: readonly Orphans[];
  /** Rows that it failed on for what no constraint of theirs tells; or why they cannot be told; null where it need not be. */
  readonly stopping: StoppingRows | string | null;
}

/** What the forward script made of the database. */
export interface AfterForward {
  readonly schema: SchemaSnapshot;
  readonly rows: RowCounts;
  readonly losses: readonly LocatedLoss[];
  /** Rows that were there before in tables whose rows were compared. */
  readonly compared: number;
  readonly keys: KeyState;
  readonly documents: readonly ColumnDocuments[];
  readonly plans: PlanState;
  /** What SQLite says against touched tables. */
  readonly damage: Damage;
}

export interface LocatedLoss extends Loss {
  /** Of the first rows. */
  readonly keys: readonly string[];
}

/** Foreign keys of the tables that a script can have an effect on. */
export interface KeyState {
  /** How many keys were looked at. */
  readonly checked: number;
  readonly fresh: readonly Orphans[];
  /** Those that were there before. */
  readonly old: readonly Orphans[];
}

/** The stored documents of a column. */
export interface ColumnDocuments extends StoredDocuments {
  readonly table: string;
  readonly column: string;
  /** How many of those that are refused were reported at an earlier step. */
  readonly known: number;
}

export interface PlanState {
  /** Plans that were read. */
  readonly probes: number;
  readonly broken: readonly JudgedProbe[];
  /** Queries that cannot be compiled any more. */
  readonly lost: readonly Finding[];
}

/** SQLite's own sentences about tables that it was asked about. */
export interface Damage {
  readonly tables: readonly string[];
  readonly complaints: readonly string[];
}

/** What the rollback left. */
export interface AfterRollback {
  readonly schema: SchemaSnapshot;
  readonly differences: readonly SchemaDifference[];
  readonly identity: IdentityProof;
  readonly keys: KeyState;
  readonly damage: Damage;
}

/** The forward script once more, on what the rollback left. */
export interface Reapplied {
  readonly run: ScriptRun;
  /** Held against the first time. */
  readonly differences: readonly SchemaDifference[];
  /** Tables that hold other rows than the first time, and how many were looked at. */
  readonly otherRows: readonly string[];
  readonly compared: number;
}
