/** A row of `sqlite_schema` that a person wrote: `sql` is the stored text, `tokens` the same without quoting, case of words, blanks and comments. */
export interface SchemaObject {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  /** The table (or view) that it belongs to; its own name for tables and views. */
  readonly table: string;
  readonly sql: string;
  readonly tokens: string;
  /** First page of its b-tree, 0 where it has none; survives a RENAME. */
  readonly rootPage: number;
}

export interface Column {
  readonly name: string;
  /** The declared type as written, '' when there is none. */
  readonly type: string;
  readonly affinity: 'TEXT' | 'NUMERIC' | 'INTEGER' | 'REAL' | 'BLOB' | 'ANY';
  readonly notNull: boolean;
  /** The DEFAULT expression as SQL text. */
  readonly default: string | null;
  /** Position in the PRIMARY KEY from 1; 0 when it is no part of it. */
  readonly primaryKey: number;
  readonly generated: 'no' | 'virtual' | 'stored';
  /** The generating expression's tokens, null when it is not generated. */
  readonly expression: string | null;
  /** Declared collation in upper case, `BINARY` when none is given. */
  readonly collation: string;
  /** Hidden column of a virtual table: never inserted by name from a copied list. */
  readonly hidden: boolean;
}

export interface IndexColumn {
  /** null for an expression, and for the rowid. */
  readonly name: string | null;
  readonly descending: boolean;
  readonly collation: string;
}

export interface Index {
  readonly name: string;
  readonly table: string;
  /** 'c' by CREATE INDEX, 'u' for a UNIQUE constraint, 'pk' for the PRIMARY KEY. */
  readonly origin: 'c' | 'u' | 'pk';
  readonly unique: boolean;
  /** Key columns in order, without the trailing rowid or key that SQLite appends. */
  readonly columns: readonly IndexColumn[];
  /** Tokens of the WHERE clause of a partial index. */
  readonly where: string | null;
  readonly sql: string | null;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly parent: string;
  /** Written or, where left out, the parent's PRIMARY KEY; empty when that cannot be told. */
  readonly parentColumns: readonly string[];
  readonly onUpdate: string;
  readonly onDelete: string;
  readonly deferred: boolean;
}

/** A CHECK constraint: its name where it has one, its expression as written and as tokens, and the column it was written at (null: table level). */
export interface CheckConstraint {
  readonly name: string | null;
  readonly expression: string;
  readonly tokens: string;
  readonly column: string | null;
}

export interface Table extends SchemaObject {
  readonly type: 'table';
  readonly kind: 'table' | 'virtual' | 'shadow';
  readonly withoutRowid: boolean;
  readonly strict: boolean;
  readonly autoincrement: boolean;
  /** The INTEGER PRIMARY KEY column that is another name of the rowid. */
  readonly rowidAlias: string | null;
  /** In declared order; hidden and generated ones included. */
  readonly columns: readonly Column[];
  /** All of its indexes, the automatic ones included, by name. */
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly CheckConstraint[];
}

/** What a database's schema is: everything sorted by name, bookkeeping tables left out. */
export interface SchemaSnapshot {
  readonly tables: readonly Table[];
  /** Named indexes (CREATE INDEX), in the order in which they were made: ties in the planner follow it. */
  readonly indexes: readonly SchemaObject[];
  readonly views: readonly SchemaObject[];
  readonly triggers: readonly SchemaObject[];
  /** `sha256:` over the normalised text of every object. */
  readonly digest: string;
}

/** One difference between two schemas, named so that a person can act on it. */
export interface SchemaDifference {
  /** For example `index idx_traces_source`, `column users.email`. */
  readonly object: string;
  /** What about it differs: `lost`, `added`, `default`, `not null`, `check`, `collation`, `column order`, `text`, … */
  readonly aspect: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly class: 'text-only' | 'order-only' | 'wrong';
}
