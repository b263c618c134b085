import type { Operation } from './operation.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { ReportedError } from './report.ts';

/** What came of one database of many. */
export interface FleetDatabase {
  readonly database: string;
  /**
   * `passed`: go, or done, or in order; `failed`: no-go, or not in order; `error`: the work could not be done;
   * `not-run`: an earlier one kept it from being worked on.
   */
  readonly outcome: 'passed' | 'failed' | 'error' | 'not-run';
  readonly durationMs: number;
  /** Why the work could not be done. */
  readonly errors: readonly ReportedError[];
  /** Only with the command `rehearse`. */
  readonly rehearsal?: Rehearsal;
  /** Only with the commands that work on databases in place. */
  readonly operation?: Operation;
}

/** Many databases of one schema, worked on by one run. */
export interface Fleet {
  readonly databases: readonly FleetDatabase[];
}
