/** A table that no row could be written into. */
export interface FillProblem {
  readonly table: string;
  /** The column that decides, where it is one. */
  readonly column: string | null;
  readonly reason: string;
  /** What the engine said of the row that got furthest. */
  readonly code: string;
  readonly message: string;
  /** `broken`: the engine refuses every row, whatever its values. `unsatisfied`: the search gave up. */
  readonly kind: 'unsatisfied' | 'broken';
}

/** What a filling did. */
export interface FillReport {
  /** Rows by table, the ones that were deleted again left out. */
  readonly written: ReadonlyMap<string, number>;
  readonly problems: readonly FillProblem[];
}
