import type { Deviation } from '../generate/probes/runProbes.ts';
import type { TrialKind } from './trial.ts';

/** What told a mutant from the original. */
export interface Kill {
  readonly by: TrialKind;
  /** The statement that they treat differently. */
  readonly statement: string;
  readonly original: string;
  readonly mutant: string;
}

/** Refused with the same code in other words is no difference: the words follow the constraint's text. */
export function isOtherwise({ probe: { expected }, outcome }: Deviation): boolean {
  if (expected.outcome !== 'refused' || outcome.outcome !== 'refused') return true;
  return !expected.by.some(({ code, at }) => code === outcome.refusal.code && at === outcome.refusal.at);
}
