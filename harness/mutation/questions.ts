import type { Probe } from '../generate/probes/probe.ts';
import { foldName } from '../inspect/foldName.ts';
import type { Trial } from './trial.ts';

/** A trial, and what the original answers. */
export interface AnsweredTrial {
  readonly trial: Trial;
  readonly answer: string;
}

/** What can be asked of a mutant. */
export interface Questions {
  readonly trials: readonly AnsweredTrial[];
  readonly probes: readonly Probe[];
}

/** Finds the questions about objects by their folded names; there are thousands, and many mutants change the same object. */
export function questionsAbout({ trials, probes }: Questions): (names: ReadonlySet<string>) => Questions {
  const found = new Map<string, Questions>();
  return (names) => {
    const key = [...names].join('\n');
    const known = found.get(key) ?? {
      trials: trials.filter(({ trial }) => trial.about.some((name) => names.has(name))),
      probes: probes.filter(({ table }) => names.has(foldName(table))),
    };
    found.set(key, known);
    return known;
  };
}
