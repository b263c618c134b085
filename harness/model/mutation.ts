/** How many mutants there were and what became of them. */
export interface MutantCounts {
  /** Those that can be told from the original by what they do or leave in the database: killed ones and survivors. */
  readonly total: number;
  readonly killed: number;
  /** Those of the killed whose forward script does not even run: any tool would notice. */
  readonly applyErrors: number;
  /** Proven to be the same as the original; not part of total. */
  readonly equivalent: number;
  /** Not made, because SQLite refuses the definition; not part of total. */
  readonly stillborn: number;
}

/** A mutant as a report names it. */
export interface NamedMutant {
  readonly operator: string;
  /** For example `table users`. */
  readonly object: string;
  /** The step whose script was changed; null for a mutant of the schema. */
  readonly step: string | null;
  /** What is otherwise, for a person. */
  readonly what: string;
  /** The SQL of the difference: what stood there, an arrow, and what stands there in the mutant. */
  readonly sql: string;
  /** Why it was not killed: the proof that it is the same, or what was tried in vain. */
  readonly why: string;
}

/** Mutants of the schema, or of the steps. */
export interface MutationHalf extends MutantCounts {
  readonly survivors: readonly NamedMutant[];
  readonly equivalents: readonly NamedMutant[];
  readonly byOperator: Readonly<Record<string, MutantCounts>>;
  /** Killed mutants by the kind of question that told them apart, or by the id of the check that reported them. */
  readonly killedBy: Readonly<Record<string, number>>;
}

/** What `stepproof mutate` measured: which deliberate breaks do the checks notice? */
export interface Mutation {
  /** Id of the step whose schema was mutated; null where the schema was left alone. */
  readonly after: string | null;
  readonly schema: MutationHalf;
  readonly steps: MutationHalf;
}
