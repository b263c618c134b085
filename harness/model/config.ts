import type { Severity } from './finding.ts';
import type { CataloguedQuery } from './query.ts';
import type { SqlValue } from './value.ts';

/** Counts, or exact lists of names, that a step must end with. */
export interface Expectation {
  readonly tables?: number | readonly string[] | undefined;
  readonly indexes?: number | readonly string[] | undefined;
  readonly views?: number | readonly string[] | undefined;
  readonly triggers?: number | readonly string[] | undefined;
}

/** A row under generation, by column name. */
export type ShapedRow = Readonly<Record<string, SqlValue>>;

/** A zod schema, known by its `safeParse` method: the user's zod need not be ours. */
export interface DocumentSchema {
  safeParse(value: unknown): { readonly success: boolean };
}

/** What the documents of a JSON column are. */
export interface JsonColumn {
  readonly table: string;
  readonly column: string;
  readonly schema: DocumentSchema;
  /** First step at which the column holds such documents. */
  readonly since: string | undefined;
  /** Last step at which it does. */
  readonly until: string | undefined;
}

/** What the user promises about the ladder, with the defaults filled in. */
export interface Config {
  readonly expect: Readonly<Record<string, Expectation>>;
  readonly queries: readonly CataloguedQuery[];
  readonly json: readonly JsonColumn[];
  /** Shapes the generated row number n (from 1) of a table. */
  readonly rows: Readonly<Record<string, (row: ShapedRow, n: number) => ShapedRow>>;
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Scalar functions that the application registers. */
  readonly functions: Readonly<Record<string, (...args: SqlValue[]) => unknown>>;
  /** SQL to run after a step, by its id: the texts of seeds/<step id>.sql. */
  readonly seeds: Readonly<Record<string, string>>;
}
