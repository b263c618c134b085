/** A step's scripts as a commit has them. */
export interface KnownScripts {
  readonly forward: string;
  readonly rollback: string | null;
}

/** What the base branch says of a step of this one. */
export interface StepHistory {
  /** The commit, branch or tag that the steps are held against, as it was named. */
  readonly ref: string;
  /** The step where the two branches part, or as the base branch has got it since; null: it is new here. */
  readonly known: KnownScripts | null;
  /** Other steps of the base branch that have this new step's number, by id. */
  readonly sameNumber: readonly string[];
  /** Steps of the base branch that come after this new one, by id: databases may have run them already. */
  readonly overtaken: readonly string[];
}

/** What the base branch says of a ladder. */
export interface History {
  readonly ref: string;
  readonly steps: ReadonlyMap<string, StepHistory>;
  /** Forward scripts of the base branch that are gone here, by step id. */
  readonly removed: ReadonlyMap<string, string>;
}
