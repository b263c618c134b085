import type { Report } from '../model/report.ts';

/** The seed that a run depends on; null for one that draws nothing at random. */
export function seedOf({ command, seed }: Report): number | null {
  return command === 'lint' || command === 'rehearse' ? null : seed;
}
