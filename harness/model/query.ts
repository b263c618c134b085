import type { SqlValue } from './value.ts';

/** A query's text and the values bound to it: plans depend on both. */
export interface BoundQuery {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A production query and what its plan promises. */
export interface CataloguedQuery extends BoundQuery {
  readonly name: string;
  /** Every one of these indexes must be searched. */
  readonly uses: readonly string[];
  /** false: no table is scanned. */
  readonly scan: boolean | undefined;
  /** false: no temporary b-tree sorts the rows. */
  readonly sort: boolean | undefined;
  /** true: the indexes that it uses cover it. */
  readonly covering: boolean | undefined;
  /** Milliseconds that it may take in production; reported beside measurements, never a gate. */
  readonly target: number | undefined;
  /** First step at which the promise holds. */
  readonly since: string | undefined;
  /** Last step at which it holds. */
  readonly until: string | undefined;
  /** The same query with other values, for what depends on them. */
  readonly variants: readonly BoundQuery[];
}
