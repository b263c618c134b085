import type { Engine } from '../../model/engine.ts';
import { isAsExpected, type Outcome, outcomesOf } from './outcome.ts';
import type { Probe } from './probe.ts';

/** A row that was not treated as the schema that it was made for declares it. */
export interface Deviation {
  readonly probe: Probe;
  readonly outcome: Outcome;
}

/**
 * Tries every probe on a database that holds the rows they were made beside; the database is as before when it answers.
 * The schema may be another one: then each deviation is a statement that one of the two accepts and the other refuses.
 */
export async function runProbes(engine: Engine, probes: readonly Probe[]): Promise<readonly Deviation[]> {
  return deviationsOf(probes, await outcomesOf(engine, probes));
}

/** The probes whose outcome, at the same place of the other list, is not the expected one. */
export function deviationsOf(probes: readonly Probe[], outcomes: readonly Outcome[]): readonly Deviation[] {
  return probes.flatMap((probe, at) => {
    const outcome = outcomes[at];
    return outcome === undefined || isAsExpected(probe.expected, outcome) ? [] : [{ probe, outcome }];
  });
}
