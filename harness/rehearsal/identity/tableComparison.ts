/** Rows that something happened to. */
export interface AffectedRows {
  readonly count: number;
  /** Keys of the first of them, for people: as in SQL, and nothing of the row besides. */
  readonly keys: readonly string[];
}

/** How the rows of a table differ from what they were. */
export interface TableComparison {
  readonly rowsBefore: number;
  readonly rowsNow: number;
  readonly lost: AffectedRows;
  readonly added: AffectedRows;
  /** By the column's name before; columns that hold what they held are left out. */
  readonly changed: ReadonlyMap<string, AffectedRows>;
  /** Rows that have another rowid now, where SQLite gives out the rowids before and after. */
  readonly moved: AffectedRows;
}

export const NO_ROWS: AffectedRows = { count: 0, keys: [] };
