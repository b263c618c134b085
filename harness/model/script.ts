/** A place in a file, both counted from 1; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One SQL statement as it stands in its file: no leading blanks or comments, without the closing semicolon's trailing text. */
export interface Statement extends Position {
  readonly text: string;
  /** Offset of the first token in the script's text. */
  readonly start: number;
  /** Offset just behind the closing semicolon, or behind the last token where there is none. */
  readonly end: number;
}

/** An instruction to stepproof in a line comment of a script: `-- stepproof: …`. */
export interface Directive extends Position {
  readonly kind: 'irreversible' | 'foreign-keys-off' | 'ignore';
  /** The check that `ignore` names; null for the others. */
  readonly check: string | null;
  readonly reason: string | null;
  /** Index of the statement it stands above; null when it speaks of the whole file. */
  readonly statement: number | null;
}

/** A comment that begins like a directive and is none: unknown word, or a reason that is missing. */
export interface DirectiveProblem extends Position {
  readonly text: string;
  readonly problem: string;
}

/**
 * Who begins and commits the transaction that a script runs in:
 * - `runner`: the tool does, around the whole script;
 * - `script`: its own BEGIN … COMMIT around everything, which the tool passes on;
 * - `none`: nobody; each statement commits by itself, because the file or its tool says so.
 */
export type TransactionOwner = 'runner' | 'script' | 'none';

/** One SQL file (or part of one), read byte-exactly and cut into statements. */
export interface Script {
  /** Relative to the checked folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly directives: readonly Directive[];
  readonly directiveProblems: readonly DirectiveProblem[];
  readonly transaction: TransactionOwner;
}

/** A schema change and the script that takes it back. */
export interface Migration {
  readonly id: string;
  readonly forward: Script;
  readonly rollback: Script | null;
}
