import type { CheckOptions } from '../commands/checkOptions.ts';
import type { ApplyOptions, RollbackOptions } from '../commands/operationOptions.ts';
import type { Shard } from '../model/report.ts';

/** Where a report goes and in which format. */
export interface Output {
  readonly reporter: string;
  /** null: standard output. */
  readonly file: string | null;
}

/** How reports are made and where they go; errors are reported by the same rules. */
export interface Reporting {
  readonly command: string;
  readonly options: CheckOptions;
  readonly outputs: readonly Output[];
  /** `--no-color`: wins over what the terminal and the environment say. */
  readonly noColor: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The command that repeats the run, without seed and selection. */
  readonly replay: string;
}

/** What a comparison compares. */
export interface Compared {
  readonly a: string;
  readonly b: string;
  readonly strictText: boolean;
}

/** How a ladder is mutated. */
export interface Mutated {
  readonly only: 'schema' | 'steps' | undefined;
  /** Percent of the mutants of each half that must be killed; null where no score is asked for. */
  readonly minScore: number | null;
  /** Threads that share the work; with one it is done without any. */
  readonly workers: number;
}

/** A rollback that is drafted. */
export interface Drafted {
  /** The step that it is for: its id, or the beginning of it. */
  readonly step: string;
}

/** A database that is rehearsed on. */
export interface RehearsalJob {
  readonly database: string;
  /** It is at Cloudflare. */
  readonly isRemote: boolean;
  readonly ledgerTable: string | undefined;
  readonly showValues: boolean;
  /** The folder in which the copy gets a folder of its own. */
  readonly workDir: string;
}

/** Work on a database in place. */
export interface OperationJob {
  readonly kind: 'apply' | 'rollback' | 'status' | 'health';
  readonly database: string;
  /** It is at Cloudflare; how it is reached is not for a file to hold. */
  readonly isRemote: boolean;
  /** Who does it. */
  readonly by: string;
  readonly options: ApplyOptions & RollbackOptions;
}

/** Many databases that one run works on. */
export interface FleetJob {
  readonly databases: readonly string[];
  /** Threads that share the databases; with one it is done without any. */
  readonly workers: number;
  /** Goes on with the others where one cannot be worked on. */
  readonly keepsGoing: boolean;
  readonly shard: Shard | null;
}

/** What the supervised process is told to do: plain data, handed over as JSON. */
export interface Job extends Reporting {
  /** Writes the lock anew. */
  readonly update: boolean;
  /** Takes what is found into the baseline. */
  readonly updateBaseline?: boolean;
  readonly maxWarnings: number | null;
  /** Seconds that one statement may take. */
  readonly timeout: number;
  /** Statements that did not end in time before: they are refused. */
  readonly stopped: readonly string[];
  /** Two schemas to compare; a ladder is checked where both this and `mutated` are left out. */
  readonly compared?: Compared;
  /** The ladder is mutated. */
  readonly mutated?: Mutated;
  /** A rollback is drafted. */
  readonly drafted?: Drafted;
  /** The pending steps are rehearsed on a copy of a database. */
  readonly rehearsed?: RehearsalJob;
  /** A database is worked on in place. */
  readonly operation?: OperationJob;
  /** What is to be rehearsed or worked on are these. */
  readonly fleet?: FleetJob;
}
