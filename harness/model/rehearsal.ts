/** What a step cost on a copy of the real database; null where it did not get there. */
export interface RehearsedStep {
  readonly id: string;
  readonly forwardMs: number | null;
  readonly rollbackMs: number | null;
  /** What looking at the rows took. */
  readonly verifyMs: number;
  /** Size of the database before and after the step. */
  readonly bytesBefore: number;
  readonly bytesAfter: number | null;
  /** Highest resident memory of the process so far. */
  readonly peakMiB: number;
  /** How long nobody else could have written. */
  readonly writeLockMs: number | null;
  /** Rows that its statements, triggers and cascades inserted, changed or deleted. */
  readonly rowsWritten: number | null;
}

/** The pending steps on a copy of a real database, measured. */
export interface Rehearsal {
  readonly database: {
    readonly bytes: number;
    readonly rows: number;
  };
  readonly steps: readonly RehearsedStep[];
  /** `no-go` when any finding is an error. */
  readonly verdict: 'go' | 'no-go';
  /** How it was shown that a rollback brings everything back, and what was not compared. */
  readonly proof: string;
}
