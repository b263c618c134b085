import type { Lock } from '../model/lock.ts';

/** Where no history tells what is published, all locked steps count as published but the last, which may be in the making. */
export function allButTheLast(lock: Lock): ReadonlySet<string> {
  return new Set(Object.keys(lock.steps).slice(0, -1));
}
