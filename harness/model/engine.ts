import type { SqlRow, SqlValue } from './value.ts';

/** What can run SQL, as the command line and a configuration call it. */
export type EngineName = 'better-sqlite3' | 'd1';

/** What an engine can do; a check asks these and never the engine's name. */
export interface Capabilities {
  /** Foreign keys can be switched off for a script (`-- stepproof: foreign-keys off`). D1 cannot. */
  readonly foreignKeysOff: boolean;
  /** `PRAGMA integrity_check` is allowed. D1 has only `quick_check`. */
  readonly integrityCheck: boolean;
  /** How many questions are well asked together, though not all answers may be needed; 1 where asking costs nothing. */
  readonly askedTogether: number;
  /** What is attempted is counted in rows, as D1 bills it. */
  readonly countsRows: boolean;
}

/** Rows that statements read and wrote; an entry of an index is one (https://developers.cloudflare.com/d1/platform/pricing/). */
export interface RowCost {
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

/** A statement to run, with the values of its parameters where it has some. */
export interface BoundStatement {
  readonly text: string;
  readonly values?: readonly SqlValue[];
  /** A name in double quotes that is the name of nothing is text, as D1 and most builds of SQLite have it. */
  readonly doubleQuotes?: 'text';
}

export interface ApplyOptions {
  /** 'off' sets the pragma outside the transaction and demands a clean `foreign_key_check` before the commit. */
  readonly foreignKeys: 'on' | 'off';
}

/**
 * Why a script did not go through. `statement` is the index of the one that failed, null when the commit did.
 * - `sql`: the engine refused it;
 * - `transaction`: it begins, ends or leaves the transaction that the script runs in;
 * - `timeout`: it was stopped at its deadline;
 * - `foreign-keys`: rows without a parent stood at the commit of a script that runs with foreign keys off.
 */
export interface Failure {
  readonly kind: 'sql' | 'transaction' | 'timeout' | 'foreign-keys';
  readonly statement: number | null;
  /** Extended result code by name, for example `SQLITE_CONSTRAINT_UNIQUE`. */
  readonly code: string;
  readonly message: string;
}

/** What was left behind by a script that was stopped after `statements` of its statements; empty when nothing was. */
export interface Interruption {
  readonly statements: number;
  readonly left: readonly string[];
}

/** What a script came to that was undone again. */
export interface Attempt {
  readonly failure: Failure | null;
  /** Those of its last statement; none where the script failed. */
  readonly rows: readonly SqlRow[];
  /** Up to the statement that failed; left out where the engine does not count. */
  readonly cost?: RowCost;
}

/** What SQL can be asked of. `query` runs one statement on its own and throws `SqlError`. */
export interface Queryable {
  readonly name: string;
  query(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

/**
 * A database to try things on. Every method answers by a promise because D1 does; there is no begin, commit or
 * savepoint because D1 has none. `query` throws `SqlError`; `apply` and `interrupt` report and never throw for bad SQL.
 */
export interface Engine extends Queryable {
  readonly capabilities: Capabilities;
  /** Runs a script all or nothing; null when it went through. */
  apply(statements: readonly BoundStatement[], options: ApplyOptions): Promise<Failure | null>;
  /**
   * Runs each script on the database as it is and undoes it: what each came to. Nothing is committed, so nothing is asked
   * that SQLite asks at the commit. All in one call, because a call to D1 takes longer than a script.
   */
  attempt(scripts: readonly (readonly BoundStatement[])[]): Promise<readonly Attempt[]>;
  /** Runs a script again and again, failing after each of its statements; the database is as before when it answers. */
  interrupt(statements: readonly BoundStatement[], options: ApplyOptions): Promise<readonly Interruption[]>;
  /**
   * Which of these b-trees, by root page, hold provably and without being read what they hold in another engine of the
   * same kind; none where an engine cannot tell.
   */
  unchanged(since: Engine, rootPages: readonly number[]): Promise<ReadonlySet<number>>;
  /** An independent copy with the same contents. */
  fork(): Promise<Engine>;
  close(): Promise<void>;
}
