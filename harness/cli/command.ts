import type { Arguments } from './arguments.ts';

/** An option as the parser and the help page read it. */
export interface Option {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; left out for a switch. */
  readonly value?: string;
  readonly summary: string;
  /** It may be given more than once. */
  readonly repeatable?: boolean;
  /** It belongs to the command that repeats a run: the run's outcome depends on it. */
  readonly replayed?: boolean;
}

/** A command: everything that the command line shows of it and does with it. */
export interface Command {
  readonly name: string;
  /** What may stand behind the name, for example `[dir]`. */
  readonly operand: string;
  readonly summary: string;
  /** More lines for its help page. */
  readonly details?: readonly string[];
  /** What its exit codes mean, where they mean something of their own. */
  readonly exitCodes?: readonly (readonly [code: string, meaning: string])[];
  readonly options: readonly Option[];
  /** Does the work and answers with the exit code. Throws `UserError`. */
  run(given: Arguments): Promise<number>;
}
