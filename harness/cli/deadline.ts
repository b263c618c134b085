import { type Activity, readActivity } from './activity.ts';

/** How many times a deadline's length the activity is looked at, and the longest time between two looks in ms. */
const LOOKS = 10;
const LONGEST_PAUSE = 250;

/** Calls `onHung` once, with the running statement, when a script takes longer than `seconds`; returns what ends the watch. */
export function watchDeadline(activity: number, seconds: number, onHung: (statement: string) => void): () => void {
  const limit = seconds * 1000;
  let seen: Activity = { number: 0, statement: null };
  let since = performance.now();
  const timer = setInterval(
    () => {
      const current = readActivity(activity);
      if (current.number !== seen.number || current.statement === null) {
        seen = current;
        since = performance.now();
      } else if (performance.now() - since >= limit) {
        clearInterval(timer);
        onHung(current.statement);
      }
    },
    Math.min(limit / LOOKS, LONGEST_PAUSE),
  );
  return () => clearInterval(timer);
}
