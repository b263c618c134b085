import type { MutantCounts } from '../model/mutation.ts';

/** Percent of the mutants that were killed; null where there was none. */
export function scoreIn({ killed, total }: MutantCounts): number | null {
  return total === 0 ? null : (100 * killed) / total;
}

/**
 * The same without the mutants that do not even run, in the numerator as in the denominator: what the checks themselves
 * add to the engine's own refusals.
 */
export function strictScoreIn({ killed, total, applyErrors }: MutantCounts): number | null {
  return total === applyErrors ? null : (100 * (killed - applyErrors)) / (total - applyErrors);
}

/** `97.1 %`; 100 only where nothing is missing. */
export function percentText(score: number | null): string {
  if (score === null) return '-';
  return score === 100 ? '100 %' : `${(Math.floor(score * 10) / 10).toFixed(1)} %`;
}
