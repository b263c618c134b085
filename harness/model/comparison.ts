import type { SchemaDifference } from './schema.ts';

/** What a schema makes of a statement. */
export interface Treatment {
  readonly outcome: 'accepted' | 'refused' | 'left out';
  /** Extended result code by name; null where there was no error. */
  readonly code: string | null;
  readonly message: string | null;
  /** What `reads` shows afterwards; null where nothing is read, and where the statement was refused. */
  readonly result: string | null;
}

/** A statement that two schemas do not treat alike, tried beside the same rows. */
export interface BehaviourDifference {
  readonly table: string;
  /** The constraint that the statement was made for, for example `UNIQUE (email)`; '' for a row like any other. */
  readonly constraint: string;
  /** What is special about its row, for example `NULL in email`. */
  readonly row: string;
  /** Statements to run before it. */
  readonly setUp: readonly string[];
  /** With its values as literals; '' where only the query shows the difference. */
  readonly statement: string;
  /** The query that shows what the statement has done, where it is not the refusal alone; else null. */
  readonly reads: string | null;
  readonly a: Treatment;
  readonly b: Treatment;
}

/** What could not be put to the test, and why. */
export interface Untested {
  /** For example `table users`, `UNIQUE (email) of table users`. */
  readonly object: string;
  readonly reason: string;
}

/** Two schemas held against each other: plain data, and the JSON that `--reporter json` writes. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly command: 'compare';
  /** As they were named. */
  readonly a: string;
  readonly b: string;
  readonly equal: boolean;
  /** Replays the rows that were tried. */
  readonly seed: number;
  /** Statements tried on both. */
  readonly cases: number;
  /** Differences in how it is written alone. */
  readonly text: readonly SchemaDifference[];
  readonly structure: readonly SchemaDifference[];
  readonly behaviour: readonly BehaviourDifference[];
  readonly untested: readonly Untested[];
}
