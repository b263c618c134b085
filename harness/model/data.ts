/**
 * One stored row. Cells are exact encodings, a storage class letter and the value (`inspect/cell.ts`), so that equal
 * strings mean equal values bit for bit.
 */
export interface StoredRow {
  /** Cells of the key columns joined, or the rowid: finds the same row in another snapshot. */
  readonly key: string;
  /** null in a WITHOUT ROWID table. */
  readonly rowid: bigint | null;
  readonly cells: readonly string[];
}

export interface TableData {
  readonly table: string;
  /** Stored and generated columns, in declared order; the cells of each row follow it. */
  readonly columns: readonly string[];
  /** Columns that identify a row; empty: the rowid does, because there is no key or because its values repeat or are NULL. */
  readonly keyColumns: readonly string[];
  /** The column that is another name of the rowid; null: the rowids are given out by SQLite, or there are none. */
  readonly rowidAlias: string | null;
  readonly rows: readonly StoredRow[];
}

/** Every row of every table that holds the user's data, read exactly. */
export interface DataSnapshot {
  readonly tables: ReadonlyMap<string, TableData>;
  /** AUTOINCREMENT high-water marks by table. */
  readonly sequences: ReadonlyMap<string, bigint>;
}

/** One way in which rows differ from what they were, and how badly that counts. */
export interface DataFault {
  readonly severity: 'error' | 'warning';
  readonly table: string;
  /** The column whose values differ; null when whole rows or the numbering do. */
  readonly column: string | null;
  readonly kind:
    | 'rows lost'
    | 'rows added'
    | 'values changed'
    | 'rowids moved'
    | 'sequence lowered'
    | 'sequence raised'
    | 'text index stale';
  /** Rows affected, and out of how many. */
  readonly count: number;
  readonly of: number;
}
