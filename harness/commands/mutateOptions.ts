import type { CheckOptions } from './checkOptions.ts';

/** What a mutation of a folder may be told, beside what a check of it may be; everything has a default. */
export interface MutateOptions extends Omit<CheckOptions, 'check' | 'skip'> {
  /** Mutates the schema alone, or the steps alone; default: both. */
  readonly only?: 'schema' | 'steps' | undefined;
  /** Ids of the only steps to mutate; what `since` comes to. */
  readonly steps?: readonly string[] | undefined;
}
