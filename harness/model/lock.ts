/** What a step was when `check --update` last accepted it. */
export interface LockedStep {
  /** sha256 of the forward script's text. */
  readonly forward: string;
  /** sha256 of the rollback's text, null where there is none. */
  readonly rollback: string | null;
  /** Digest of the schema after the step. */
  readonly schema: string;
  /** Named indexes after the step, sorted. */
  readonly indexes: readonly string[];
  /** Plan of each catalogued query, line by line. */
  readonly plans: Readonly<Record<string, readonly string[]>>;
}

/** The accepted state of a ladder: `stepproof.lock.json`, made to be read in a review. */
export interface Lock {
  readonly version: 1;
  readonly steps: Readonly<Record<string, LockedStep>>;
}

/** What the lock says of the step under proof. */
export interface LockView {
  /** null: the lock does not know the step yet. */
  readonly locked: LockedStep | null;
  readonly observed: LockedStep;
  /** The base branch has it: its scripts may not change any more. */
  readonly frozen: boolean;
}
