import type { Config, JsonColumn } from './config.ts';
import type { Engine } from './engine.ts';
import type { Finding } from './finding.ts';
import type { StepHistory } from './history.ts';
import type { LockView } from './lock.ts';
import type { Peers } from './observation.ts';
import type { QueryPlan } from './plan.ts';
import type { CataloguedQuery } from './query.ts';
import type { State, Step } from './step.ts';

/** What a check may use. */
export interface CheckContext {
  readonly step: Step;
  readonly config: Config;
  /** Whether the step can have a rollback at all; where its layout has none, none can be missing. */
  readonly reversible: boolean;
  /** The catalogued queries whose promise holds at this step. */
  readonly inForce: readonly CataloguedQuery[];
  /** Those of them that can be compiled after it: a query waits until its tables exist. */
  queries(): Promise<readonly CataloguedQuery[]>;
  /** The JSON columns whose schema holds at this step. */
  readonly documents: readonly JsonColumn[];
  /** What the base branch says of the step; null when none was named. */
  readonly history: StepHistory | null;
  /** The run's seed: what a check draws at random depends on it and on nothing else. */
  readonly seed: number;
  /** Plans of the catalogued queries in a state, by name; a query that cannot be compiled there has none. */
  plans(state: State): Promise<ReadonlyMap<string, QueryPlan>>;
  /** A throw-away copy of a state to try things on; closed when the check has run. */
  fork(state: State): Promise<Engine>;
  /** null when the project has no lock. */
  lock(): Promise<LockView | null>;
  /** The other engines of the run; null when this one is alone. */
  readonly peers: Peers | null;
}

/** What a check found and how much it tried. */
export interface CheckOutcome {
  /** Real probes: rows compared, statements run, plans read. */
  readonly cases: number;
  readonly findings: readonly Finding[];
  /** Why nothing was tried. */
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
