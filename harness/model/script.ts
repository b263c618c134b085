/** A place in a file, both counted from 1; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something stands in a script. */
export interface Place extends Position {
  /** Its file, in a script that is made of several, where that is not the first of them. */
  readonly path?: string;
}

/** One SQL statement as it stands in its file: no leading blanks or comments, without the closing semicolon's trailing text. */
export interface Statement extends Place {
  readonly text: string;
  /** Offset of the first token in the script's text. */
  readonly start: number;
  /** Offset just behind the closing semicolon, or behind the last token where there is none. */
  readonly end: number;
  /** Its tool's SQLite takes for text what stands in double quotes and is the name of nothing; left out where nothing does, or nobody knows. */
  readonly doubleQuotes?: 'text';
}

/** An instruction to stepproof in a line comment of a script: `-- stepproof: …`. */
export interface Directive extends Place {
  readonly kind: 'irreversible' | 'foreign-keys-off' | 'ignore';
  /** The check that `ignore` names; null for the others. */
  readonly check: string | null;
  readonly reason: string | null;
  /** Index of the statement it stands above; null when it speaks of the whole file. */
  readonly statement: number | null;
}

/** A comment that begins like a directive and is none: unknown word, or a reason that is missing. */
export interface DirectiveProblem extends Place {
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

/** One SQL file (or part of one, or several that run as one), read byte-exactly and cut into statements. */
export interface Script {
  /** Relative to the checked folder, with forward slashes; of several files the first. */
  readonly path: string;
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly directives: readonly Directive[];
  readonly directiveProblems: readonly DirectiveProblem[];
  /** Where it begins, in a file that holds another script above it. */
  readonly beginning?: Position;
  readonly transaction: TransactionOwner;
  /** Its tool runs it with foreign keys off, unless the application says otherwise; left out where it has them on or nobody knows. */
  readonly foreignKeys?: 'off';
}

/** A schema change and the script that takes it back. */
export interface Migration {
  readonly id: string;
  readonly forward: Script;
  readonly rollback: Script | null;
  /** Its tool takes back other steps, but never this one: Flyway's repeatable and baseline migrations. */
  readonly oneWay?: boolean;
  /** A script of the project that fails where the step did not do its work: Sqitch's verify scripts. */
  readonly verify?: Script | null;
}
