import type { GuardedRun, RunOutcome } from '../model/operation.ts';
import type { SourceDatabase, WorkingCopy } from '../model/realDatabase.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration, Script } from '../model/script.ts';
import type { Signature } from './history.ts';
import type { Runnable } from './runnable.ts';

/** What is asked around a script, and what is written down of it. */
export type Around<Seen> = Pick<GuardedRun<Seen>, 'admit' | 'record'>;

/** A user's database, the folder of its migrations, and what operations need of the world around them. */
export interface OperationContext {
  /** The database as it was named. */
  readonly database: string;
  /** The folder's steps in their order. */
  readonly migrations: readonly Migration[];
  readonly layout: string;
  /** The folder of the forward scripts. */
  readonly folder: string;
  /** The table of wrangler's ledger, where its configuration names it otherwise; null where it does not. */
  readonly ledgerTable: string | null;
  /** Of this process: its unfinished files bear it. */
  readonly pid: number;
  sign(): Signature;
  /** Digest of a script's file as it lies there; null where it cannot be read. */
  bytesDigest(script: Script): string | null;
  /** Opens a database file for reading only. */
  open(path: string): Promise<SourceDatabase>;
  /** Takes a copy over to try scripts on. */
  openCopy(path: string): Promise<WorkingCopy>;
  /**
   * What the folder's first steps make of an empty database, as `ladderSchemas` answers: at least that many of them, because
   * a later one may take its time.
   */
  schemas(count: number): Promise<readonly SchemaSnapshot[]>;
  /** Runs a script on a database file by `runGuarded`. */
  run<Seen>(path: string, runnable: Runnable, around: Around<Seen>): Promise<RunOutcome<Seen>>;
}

/** How a step went. */
export interface StepRun {
  readonly milliseconds: number;
  readonly lockMs: number;
  readonly rows: { readonly before: number; readonly after: number };
}
