import type { BoundStatement, Failure } from './engine.ts';
import type { SchemaSnapshot } from './schema.ts';

/** The rows of a table in as little as tells them from others; the order of rows is no part of it. */
export interface TableMark {
  readonly rows: number;
  /** Of whole rows. */
  readonly digest: string;
  /** Of the values of each column, whichever rows they stand in. */
  readonly columns: ReadonlyMap<string, string>;
}

/** What a database holds at a moment of a step. */
export interface Sight {
  readonly schema: SchemaSnapshot;
  readonly rows: ReadonlyMap<string, TableMark>;
  /** Lines of the plan of each catalogued query that can be compiled. */
  readonly plans: ReadonlyMap<string, readonly string[]>;
}

/** What a script led to: a state, or why it did not go through; both null where there was nothing to run. */
export interface Arrival {
  readonly sight: Sight | null;
  readonly failure: Failure | null;
}

/** A row that was tried on a table, and what the engine made of it. */
export interface TriedRow {
  readonly table: string;
  readonly constraint: string;
  /** What is special about it. */
  readonly what: string;
  readonly setUp: readonly BoundStatement[];
  readonly insert: BoundStatement;
  /** Its constraint is asked for at the commit. */
  readonly isAskedAtCommit: boolean;
  readonly outcome: RowOutcome;
}

/** `code` is the extended result code by name; '' for a row that was not refused. */
export interface RowOutcome {
  readonly outcome: 'accepted' | 'left out' | 'refused' | 'not set up';
  readonly code: string;
  readonly message: string;
}

/** What one engine came to at a step, as plain data, to hold another engine against. */
export interface Observation {
  /** How a finding calls the engine, for example `SQLite 3.54.1`. */
  readonly called: string;
  readonly before: Sight;
  readonly after: Arrival;
  readonly restored: Arrival;
  /** Tables that took none of the generated rows, with what the engine said. */
  readonly unwritable: ReadonlyMap<string, string>;
  /** Plans after the step without the statistics that ANALYZE gathered; null where it gathered none. */
  readonly plansWithoutStatistics: ReadonlyMap<string, readonly string[]> | null;
  /** Rows that the constraints of changed tables were tried with, on the rows that `settled` marks. */
  readonly tried: readonly TriedRow[];
  readonly settled: ReadonlyMap<string, TableMark>;
}

/** The engines of a run, as one of them sees the others. */
export interface Peers {
  /** How a finding calls this engine. */
  readonly called: string;
  /** What each engine before it saw at a step; one that did not get there is left out. */
  seen(step: string): readonly Observation[];
  /** Keeps what this engine saw at a step for those after it. */
  show(step: string, observation: Observation): void;
}
