import type { Config } from '../model/config.ts';

/** Which rows to write. The same options on the same database write the same rows. */
export interface FillOptions {
  readonly seed: number;
  /** Rows for each table. */
  readonly rows: number;
  /** Ordinal of the first row, from 1: a later call with a higher one writes other rows. */
  readonly first: number;
  /** Only these tables, and their parents where those are empty; left out: all. */
  readonly tables?: readonly string[];
  /** Shapes rows before they are written, by table. */
  readonly shape: Config['rows'];
  /** Leave gaps in rowids and AUTOINCREMENT values, as deleted rows do. */
  readonly gaps: boolean;
}
