import type { Observation, Peers } from '../model/observation.ts';

/** Lets the engines of a run be held against each other, one climb after the other; asked for each with its name. */
export function gatherPeers(): (called: string) => Peers {
  const climbs: Map<string, Observation>[] = [];
  return (called) => {
    const before = [...climbs];
    const own = new Map<string, Observation>();
    climbs.push(own);
    return {
      called,
      seen: (step) => before.flatMap((climb) => climb.get(step) ?? []),
      show: (step, observation) => own.set(step, observation),
    };
  };
}
