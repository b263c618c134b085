import type { Location } from './errors.ts';

export type Severity = 'error' | 'warning' | 'note';

/** A fact about the user's migration: what is so, why it matters, what to do. */
export interface Finding {
  readonly severity: Severity;
  /** The object meant, for example `index idx_traces_source` or `table users`. */
  readonly object: string;
  readonly message: string;
  readonly why: string;
  /** What to do, with SQL to paste where that is possible. */
  readonly fix: string;
  readonly location: Location | null;
  /** Machine-readable particulars; no row values unless the user asked for them. */
  readonly data: Readonly<Record<string, unknown>>;
}
