import type { ApplyOptions, BoundStatement, Failure, Queryable } from './engine.ts';

/** What can be told of a database file before anything is asked of its tables. */
export interface DatabaseFacts {
  readonly path: string;
  /** Size of the main file. */
  readonly bytes: number;
  readonly pageSize: number;
  /** With those that only the write-ahead log holds. A main file that is longer, and has no log, has something else at its end. */
  readonly pageCount: number;
  /** In lower case, as `PRAGMA journal_mode` says it. */
  readonly journalMode: string;
  /** Files of SQLite's that stood beside it when it was opened, by name: `-wal`, `-shm`, `-journal`. */
  readonly sidecars: readonly string[];
  /** The check of SQLite's that it answers to `PRAGMA integrity_check`: D1 has only the quick one. */
  readonly integrityCheck: 'integrity_check' | 'quick_check';
  /** `NFS`, `SMB` or `FUSE` where it lies on a file system whose locks may not hold; null otherwise. */
  readonly networkFileSystem: string | null;
}

/** A user's database, opened for reading only. */
export interface SourceDatabase extends Queryable {
  readonly facts: DatabaseFacts;
  /**
   * Writes a sound copy, also of a database that others write to meanwhile, and answers whether it provably is what the
   * database was when it was last copied, or opened. The file must not exist. Throws `UserError`.
   */
  copyTo(path: string): Promise<boolean>;
  /** Whether others wrote to it since it was last copied, or opened, or put another file in its place. */
  hasChanged(): Promise<boolean>;
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
  /** The pristine database by itself, for questions about it alone. */
  readonly pristine: Queryable;
  /** Runs a script all or nothing, as if in a connection of its own. */
  apply(statements: readonly BoundStatement[], options: ApplyOptions): Promise<MeasuredRun>;
  /** Pages that were written since the last `settle`; null when that cannot be told. */
  writtenPages(): Promise<ReadonlySet<number> | null>;
  /**
   * Which of these b-trees, by root page, hold provably and without their rows being read what they held at the last
   * `settle`; none where that cannot be told. It takes the pristine database for sound (PRAGMA quick_check).
   */
  unchanged(rootPages: readonly number[]): Promise<ReadonlySet<number>>;
  /**
   * Makes the pristine database readable as the attached schema `pristine`, by a file copy when it is first asked for, until
   * the next script runs. Meanwhile a table's name without its schema means the pristine one where the copy has none.
   */
  attachPristine(): Promise<void>;
  /** Makes what the database is now the pristine one. */
  settle(): Promise<void>;
  /** Makes the database what it was at the last `settle`, without that anything of it is read. */
  revert(): Promise<void>;
  /** Removes the copy and all that was made beside it. */
  close(): Promise<void>;
}
