import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import type { Finding } from './finding.ts';
import type { State, Step } from './step.ts';

/** What a check may use. Forks are thrown away after it has run. */
export interface CheckContext {
  readonly step: Step;
  readonly config: Config;
  /** A throw-away copy of a state to try things on. */
  fork(state: State): Promise<Engine>;
  /** The same, with a few more rows written into every table that takes them. */
  lived(state: State): Promise<Engine>;
}

/** What a check found and how much it tried; a check that tried nothing says why in `skipped`. */
export interface CheckOutcome {
  /** Real probes: rows compared, statements run, plans read. */
  readonly cases: number;
  readonly findings: readonly Finding[];
  readonly skipped?: string;
}

/** One promise about a step. It returns findings, never prints, and never throws for a bad migration. */
export interface Check {
  /** Also its file name, its page in docs/checks and its field in the report. */
  readonly id: string;
  /** The promise as one sentence. */
  readonly summary: string;
  run(context: CheckContext): Promise<CheckOutcome>;
}
