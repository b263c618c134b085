import type { Queryable } from './engine.ts';
import type { Migration } from './script.ts';

/** A step that a database's ledger says was applied. */
export interface AppliedStep {
  /** The migration's id in the folder. */
  readonly id: string;
  /** As the ledger writes it down; null where it does not. */
  readonly appliedAt: string | null;
}

/** What a database's ledger says of a folder's migrations. */
export interface LedgerState {
  /** The tool that keeps it. */
  readonly tool: string;
  /** The tables that are the tool's own and no part of the user's schema. */
  readonly tables: readonly string[];
  /** In the folder's order. */
  readonly applied: readonly AppliedStep[];
  /** What the ledger names and the folder lacks, in the ledger's own words. */
  readonly unknown: readonly string[];
  /** Ids of applied migrations whose text is not that of the time, where the tool keeps a checksum. */
  readonly edited: readonly string[];
  /** What keeps the ledger from being trusted: a dirty flag, a step begun and not finished. One sentence each. */
  readonly problems: readonly string[];
}

/** How one tool writes down in a database what was applied. */
export interface LedgerReader {
  readonly tool: string;
  /** What the tool calls its table where it is not told otherwise, in lower case. */
  readonly table: string;
  /** Whether the database holds this tool's ledger. */
  detect(database: Queryable, options: LedgerOptions): Promise<boolean>;
  read(database: Queryable, migrations: readonly Migration[], options: LedgerOptions): Promise<LedgerState>;
}

export interface LedgerOptions {
  /** The ledger's table where the project names it otherwise (wrangler's `migrations_table`, goose's `-table`). */
  readonly table?: string;
}
