/** What a comparison of two schemas may be told; everything has a default. */
export interface CompareOptions {
  /** A configuration file in place of each ladder's own; false runs none. */
  readonly config?: string | false | undefined;
  /** Folders relative to each ladder; they win over the configuration. */
  readonly migrations?: string | undefined;
  readonly rollbacks?: string | undefined;
  /** A layout's name, or `auto`. */
  readonly layout?: string | undefined;
  /** Chooses the rows that are tried. */
  readonly seed?: number | undefined;
  /** Two schemas that are written differently and mean the same are not equal. */
  readonly strictText?: boolean | undefined;
}
