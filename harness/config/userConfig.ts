import type { DocumentSchema, Expectation, ShapedRow } from '../model/config.ts';
import type { EngineName } from '../model/engine.ts';
import type { Severity } from '../model/finding.ts';
import type { SqlValue } from '../model/value.ts';

/** How `@databases/sql` writes a query's text: names quoted, values as placeholders. */
export interface SqlFormat {
  readonly escapeIdentifier: (name: string) => string;
  readonly formatValue: (value: unknown, index: number) => { readonly placeholder: string; readonly value: unknown };
}

/** A query of a sql`…` template (`@databases/sql`), known by its `format` method and not by its class. */
export interface SqlTemplate {
  format(config: SqlFormat): { readonly text: string; readonly values: readonly unknown[] };
}

/** A query's text with `?` where its values go. */
export interface TextAndValues {
  readonly text: string;
  /** Whole numbers are bound as INTEGER, other numbers as REAL. */
  readonly values?: readonly unknown[] | undefined;
}

export type UserSql = SqlTemplate | TextAndValues;

/** A production query and what its plan promises; a promise that is left out is not checked. */
export interface UserQuery {
  readonly sql: UserSql;
  /** Indexes that must all be searched. */
  readonly uses?: readonly string[] | undefined;
  /** false: no table is scanned. */
  readonly scan?: boolean | undefined;
  /** false: no temporary b-tree sorts the rows. */
  readonly sort?: boolean | undefined;
  /** true: the indexes that it uses cover it. */
  readonly covering?: boolean | undefined;
  /** Milliseconds that it may take in production. */
  readonly target?: number | undefined;
  /** First step at which the promise holds; left out: as soon as its tables exist. */
  readonly since?: string | undefined;
  /** Last step at which it holds. */
  readonly until?: string | undefined;
  /** The same query with other values, for what depends on them. */
  readonly variants?: readonly UserSql[] | undefined;
}

/** What documents a JSON column holds, and from which step to which. */
export interface UserJsonColumn {
  readonly schema: DocumentSchema;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** What stands in `stepproof.config.ts`; everything may be left out. */
export interface UserConfig {
  /** Folder of the forward scripts, relative to the checked one. Default `migrations`. */
  readonly migrations?: string | undefined;
  /** Folder of the scripts that take them back. Default `rollbacks`. */
  readonly rollbacks?: string | undefined;
  /** Naming convention of the files; default `auto`, which recognises it. */
  readonly layout?: string | undefined;
  /** What proves the steps, each by itself. Default `['better-sqlite3']`; `d1` needs the package miniflare. */
  readonly engines?: readonly EngineName[] | undefined;
  /** By step: how many objects there must be after it, or exactly which. */
  readonly expect?: Readonly<Record<string, Expectation>> | undefined;
  /** By a name of your choice. */
  readonly queries?: Readonly<Record<string, UserQuery>> | undefined;
  /** By `table.column`. */
  readonly json?: Readonly<Record<string, DocumentSchema | UserJsonColumn>> | undefined;
  /** By table: shapes its generated row number n, from 1. */
  readonly rows?: Readonly<Record<string, (row: ShapedRow, n: number) => ShapedRow>> | undefined;
  /** Folder of `<step id>.sql` files, each run after its step to put your own rows in. */
  readonly seeds?: string | undefined;
  /** Scalar SQL functions that the application registers. */
  readonly functions?: Readonly<Record<string, (...args: SqlValue[]) => unknown>> | undefined;
  readonly collations?: Readonly<Record<string, (a: string, b: string) => number>> | undefined;
  /** By check: how severe its findings are; `off` leaves it out. */
  readonly severity?: Readonly<Record<string, Severity | 'off'>> | undefined;
  /** A schema file to start from in place of the first steps. */
  readonly baseline?: string | undefined;
}
