import type { Watch } from '../../engines/betterSqlite3.ts';

/** A watch that knows which mutant is at work. */
export interface MutantWatch extends Watch {
  /** Puts a name in front of every statement from here on; '' for work that belongs to no mutant. */
  name(mutant: string): void;
}

/**
 * Announces statements with the mutant that they run for: one that does not end in a mutant is refused to that mutant
 * alone, and goes on running everywhere else.
 */
export function mutantWatch(watch: Watch): MutantWatch {
  let prefix = '';
  return {
    begin: (statement) => watch.begin(prefix + statement),
    name(mutant) {
      prefix = mutant === '' ? '' : `[${mutant}] `;
    },
  };
}
