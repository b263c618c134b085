import type { BoundStatement, Queryable } from './engine.ts';

/**
 * A moment of a run on a user's database. Whatever ends the process at one of them, the database must be as it was or
 * as the run leaves it: never in between, and never without its ledger's row.
 */
export type RunPoint =
  | 'opened'
  | 'locked'
  | 'admitted'
  | 'guarded'
  | 'ran a statement'
  | 'released'
  | 'judged'
  | 'recorded'
  | 'committed';

/**
 * A script that is run on a user's database, all or nothing, with the row of its ledger in the same transaction. `Seen` is
 * what was seen of the database before the commit.
 */
export interface GuardedRun<Seen> {
  readonly statements: readonly BoundStatement[];
  /** They cannot run in a transaction (VACUUM): they run before it, and must do no harm when they run again. */
  readonly outside: boolean;
  readonly foreignKeys: 'on' | 'off';
  /**
   * Asked under the write lock before the first statement. Answers with what is asked behind the last statement, before
   * the commit; null where nothing is to be done. Both throw `UserError` to leave the database as it was.
   */
  admit(database: Queryable): Promise<(() => Promise<Seen>) | null>;
  /** What writes the run down; `milliseconds` is how long the statements took. */
  record(milliseconds: number): readonly BoundStatement[];
}

/** Why a run was taken back, where it is the script's fault. */
export interface RunFailure {
  readonly code: 'sql-failed' | 'commit-failed' | 'transaction-escaped' | 'pragma-leak';
  /** Index of the statement that failed; null where the script failed as a whole. */
  readonly statement: number | null;
  readonly message: string;
}

/** What a run came to; `milliseconds` is the time of its statements, `lockMs` that of its write lock. */
export type RunOutcome<Seen> =
  | { readonly kind: 'committed'; readonly milliseconds: number; readonly lockMs: number; readonly seen: Seen }
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'failed'; readonly failure: RunFailure };

/** What a command did with a step; `skipped`: another runner was faster. */
export type StepAction = 'applied' | 'assumed' | 'rolled-back' | 'planned' | 'skipped' | 'failed' | 'not-run';

/** A step of the folder, or one that only the database knows, as it stands when the command has ended. */
export interface OperationStep {
  readonly id: string;
  readonly standing: 'applied' | 'edited' | 'pending' | 'out-of-order' | 'unknown';
  /** As the ledger has it; null where it does not say, or the step is not applied. */
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly rollback: 'there' | 'edited' | 'missing' | 'irreversible';
  /** null: nothing. */
  readonly action: StepAction | null;
  /** Of the statements; null where none was run. */
  readonly durationMs: number | null;
  /** How long nobody else could have written. */
  readonly lockMs: number | null;
  /** All tables together. */
  readonly rows: { readonly before: number; readonly after: number } | null;
}

/** A copy of the database from before it was touched, proven to be sound. */
export interface Backup {
  readonly path: string;
  readonly bytes: number;
  /** Rows in all tables, equal to those of the database. */
  readonly rows: number;
}

/** A part of the schema that is not what the folder's steps make. */
export interface Drift {
  readonly object: string;
  readonly aspect: string;
  /** What the steps make, and what is there. */
  readonly expected: string | null;
  readonly actual: string | null;
}

/** What a command did to a user's database, or saw in it. */
export interface Operation {
  /** As it was named. */
  readonly database: string;
  /** The tool that keeps the ledger; null: there is none yet. */
  readonly ledger: string | null;
  /** Nothing was written, because only the plan was asked for. */
  readonly dryRun: boolean;
  readonly backup: Backup | null;
  readonly steps: readonly OperationStep[];
  /** null where it cannot be told: a step does not run without rows. */
  readonly drift: readonly Drift[] | null;
  /** What keeps the ledger from being trusted, one sentence each. */
  readonly problems: readonly string[];
  /** What else a person should know, one sentence each. */
  readonly notes: readonly string[];
}

/** How a database is, apart from what it is for. */
export interface Health {
  /** Bytes of the main file. */
  readonly bytes: number;
  readonly pageSize: number;
  readonly pageCount: number;
  /** Pages that hold nothing any more; VACUUM gives them back. null where that is not told (D1). */
  readonly freePages: number | null;
  readonly journalMode: string;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** What SQLite says against the file; nothing where it is whole. */
  readonly integrity: readonly string[];
  /** Which of SQLite's two checks was asked: D1 has only the quick one, which does not look at indexes. */
  readonly integrityCheck: 'integrity_check' | 'quick_check';
  /** Rows whose parent is missing. */
  readonly orphans: readonly { readonly where: string; readonly rows: number }[];
  readonly schemaDigest: string;
  /** The schema that the applied steps make; null where no folder was named, or it cannot be told. */
  readonly ladderDigest: string | null;
}
