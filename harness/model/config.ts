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

/** What the user promises about the ladder, with the defaults filled in. */
export interface Config {
  readonly expect: Readonly<Record<string, Expectation>>;
  readonly queries: readonly CataloguedQuery[];
  /** Shapes the generated row number n (from 1) of a table. */
  readonly rows: Readonly<Record<string, (row: ShapedRow, n: number) => ShapedRow>>;
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Scalar functions that the application registers. */
  readonly functions: Readonly<Record<string, (...args: SqlValue[]) => unknown>>;
  /** SQL to run after a step, by its id: the texts of seeds/<step id>.sql. */
  readonly seeds: Readonly<Record<string, string>>;
}
