import type { CheckOptions } from '../commands/checkOptions.ts';

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
}
