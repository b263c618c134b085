import type { ApplyOptions, BoundStatement, Failure, Queryable } from './engine.ts';

/** What can be told of a database file before anything is asked of its tables. */
export interface DatabaseFacts {
  readonly path: string;
  /** Size of the main file. */
  readonly bytes: number;
  readonly pageSize: number;
  /** In lower case, as `PRAGMA journal_mode` says it. */
  readonly journalMode: string;
  /** Files of SQLite's that stood beside it when it was opened, by name: `-wal`, `-shm`, `-journal`. */
  readonly sidecars: readonly string[];
}

/** A user's database, opened for reading only. */
export interface SourceDatabase extends Queryable {
  readonly facts: DatabaseFacts;
  /** Writes a sound copy, also of a database that others write to meanwhile. The file must not exist. Throws `UserError`. */
  copyTo(path: string): Promise<void>;
  close(): Promise<void>;
}

/** What a script came to on a database file, and what it cost. */
export interface MeasuredRun {
  readonly failure: Failure | null;
  readonly milliseconds: number;
  /** From the lock's beginning to its end: nobody else could write in between. */
  readonly writeLockMs: number;
  /** Rows that its statements, triggers and cascades inserted, changed or deleted; a statement of the schema counts none. */
  readonly rowsWritten: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * A private copy of a database that scripts are tried on. What it was at the last `settle` stays at hand and is called
 * pristine: in write-ahead mode nothing is written to the main file before a checkpoint
 * (https://sqlite.org/wal.html#ckpt).
 */
export interface WorkingCopy extends Queryable {
  readonly path: string;
  /** Runs a script all or nothing, in a connection of its own. */
  apply(statements: readonly BoundStatement[], options: ApplyOptions): Promise<MeasuredRun>;
  /** Pages that were written since the last `settle`; null when that cannot be told. */
  writtenPages(): Promise<ReadonlySet<number> | null>;
  /** Makes the pristine database readable as the attached schema `pristine`, by a file copy when it is first asked for. */
  attachPristine(): Promise<void>;
  /** Makes what the database is now the pristine one. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
