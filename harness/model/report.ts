import type { RowCost } from './engine.ts';
import type { Location } from './errors.ts';
import type { Finding } from './finding.ts';
import type { Fleet } from './fleet.ts';
import type { Mutation } from './mutation.ts';
import type { Health, Operation } from './operation.ts';
import type { Rehearsal } from './rehearsal.ts';

export type StepStatus = 'passed' | 'failed' | 'irreversible' | 'not-run';

/** How exactly the rollback restored what was there (contract: rollbackVerdict). */
export type RollbackVerdict =
  | 'exact'
  | 'text-only'
  | 'order-only'
  | 'wrong'
  | 'fails'
  | 'missing'
  | 'irreversible'
  | 'not-run';

export interface CheckReport {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  readonly reason: string | null;
  readonly cases: number;
  readonly durationMs: number;
  readonly findings: readonly Finding[];
}

/** Rows read and written on the generated rows, as D1 counts and bills them. */
export interface StepCost {
  readonly forward: RowCost;
  /** null where there is no rollback, or it does not run. */
  readonly rollback: RowCost | null;
  /** The catalogued queries after the step, by name. */
  readonly queries: Readonly<Record<string, RowCost>>;
}

export interface StepReport {
  readonly id: string;
  /** Only where a run has many. */
  readonly database?: string;
  readonly engine: string;
  readonly forward: string;
  readonly rollback: string | null;
  readonly status: StepStatus;
  /** After the step; only named indexes are counted. null when the step did not get there. */
  readonly schema: {
    readonly tables: number;
    readonly indexes: number;
    readonly views: number;
    readonly triggers: number;
    readonly digest: string;
  } | null;
  readonly rows: { readonly before: number; readonly after: number | null; readonly restored: number | null };
  readonly rollbackVerdict: RollbackVerdict;
  /** null where the engine does not count rows, or the step did not apply. */
  readonly cost: StepCost | null;
  readonly durationMs: number;
  readonly checks: readonly CheckReport[];
}

export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly location: Location | null;
}

/** A finding that belongs to no step. */
export interface LooseFinding extends Finding {
  readonly check: string;
}

/** One of several runs that share the steps of a ladder, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The whole run as plain data: the JSON of the contract. Every reporter is a pure function of it. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'stepproof'; readonly version: string };
  readonly command: string;
  readonly layout: string;
  readonly engines: readonly { readonly name: string; readonly version: string; readonly sqlite: string }[];
  readonly seed: number;
  /** Only where the run proved its share of the steps; `report merge` puts the shares together. */
  readonly shard?: Shard;
  readonly durationMs: number;
  readonly steps: readonly StepReport[];
  readonly findings: readonly LooseFinding[];
  /** Only with exit code 2. */
  readonly errors: readonly ReportedError[];
  readonly summary: {
    readonly steps: number;
    readonly passed: number;
    readonly failed: number;
    readonly checks: number;
    readonly cases: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
  };
  /** Only with the command `mutate`. */
  readonly mutation?: Mutation;
  /** Only with the command `rehearse`. */
  readonly rehearsal?: Rehearsal;
  /** Only with the commands that work on a database in place. */
  readonly operation?: Operation;
  /** Only where a pattern named many databases. */
  readonly fleet?: Fleet;
  /** Only with the command `health`. */
  readonly health?: Health;
}

/** Renders a report as text. */
export type Reporter = (report: Report) => string;
