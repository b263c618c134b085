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

/**
 * Refused with the same code in other words is no difference, since the words follow the constraint's text; but that of
 * NOT NULL names the column.
 */
export function isOtherwise({ probe: { expected }, outcome }: Deviation): boolean {
  if (expected.outcome !== 'refused' || outcome.outcome !== 'refused') return true;
  const { code, at, names } = outcome.refusal;
  const isNamed = code === 'SQLITE_CONSTRAINT_NOTNULL';
  return !expected.by.some((by) => by.code === code && by.at === at && (!isNamed || by.names === names));
}
