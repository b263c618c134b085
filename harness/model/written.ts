import type { CheckConstraint } from './schema.ts';
import type { Statement } from './script.ts';

/** A column as a script's text defines it. */
export interface WrittenColumn {
  /** As written. */
  readonly name: string;
  /** '' when none is written. */
  readonly type: string;
  readonly notNull: boolean;
  /** Alone or as a part of the key. */
  readonly primaryKey: boolean;
  /** UNIQUE at the column itself. */
  readonly unique: boolean;
  /** The DEFAULT expression as written; null when there is none. */
  readonly default: string | null;
  /** In upper case; null when none is written. */
  readonly collation: string | null;
  readonly generated: boolean;
}

export interface WrittenForeignKey {
  readonly columns: readonly string[];
  readonly parent: string;
  /** Empty where none are written: the primary key is meant. */
  readonly parentColumns: readonly string[];
  /** In upper case, `NO ACTION` when nothing is written. */
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface WrittenTable {
  readonly name: string;
  /** Empty for a table that is made of a SELECT, or that the scripts do not define. */
  readonly columns: readonly WrittenColumn[];
  /** Names of the columns of a table that is made of a SELECT, as far as the scripts tell; null for any other table. */
  readonly selected: readonly string[] | null;
  /** Columns of the PRIMARY KEY in order. */
  readonly primaryKey: readonly string[];
  /** The columns of each UNIQUE, of columns and of the table. */
  readonly uniques: readonly (readonly string[])[];
  readonly foreignKeys: readonly WrittenForeignKey[];
  readonly checks: readonly CheckConstraint[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly autoincrement: boolean;
  /** Module of a virtual table in lower case; null for an ordinary one. */
  readonly module: string | null;
}

export interface WrittenIndex {
  readonly name: string;
  readonly table: string;
  readonly unique: boolean;
  /** Key parts as written, without COLLATE and direction. */
  readonly parts: readonly string[];
  readonly where: string | null;
}

/** A view, or a trigger (with its table). */
export interface WrittenProgram {
  readonly name: string;
  readonly table: string | null;
  readonly text: string;
}

/** What scripts have made of a schema, as far as their text tells; by name in lower case. */
export interface WrittenSchema {
  readonly tables: ReadonlyMap<string, WrittenTable>;
  readonly indexes: ReadonlyMap<string, WrittenIndex>;
  readonly views: ReadonlyMap<string, WrittenProgram>;
  readonly triggers: ReadonlyMap<string, WrittenProgram>;
}

/** A statement, and the schema that it meets. */
export interface MetStatement {
  readonly statement: Statement;
  readonly before: WrittenSchema;
  readonly after: WrittenSchema;
}
