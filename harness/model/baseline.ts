/** A finding that a project lives with: it counts no more until it is gone. Lines are left out, because they move. */
export interface KnownFinding {
  readonly check: string;
  /** null for one that belongs to no step. */
  readonly step: string | null;
  readonly object: string;
  /** As the step's report names it, `none` for lint; null for one that belongs to no step. */
  readonly engine: string | null;
}
