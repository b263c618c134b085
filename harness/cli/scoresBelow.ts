import type { Mutation } from '../model/mutation.ts';
import { percentText, scoreIn } from '../reporters/score.ts';

/** One line for each half whose score is below the percentage asked for; a half without mutants has none to miss. */
export function scoresBelow(percent: number, mutation: Mutation | undefined): readonly string[] {
  const halves = [
    ['schema', mutation?.schema],
    ['step', mutation?.steps],
  ] as const;
  return halves.flatMap(([name, half]) => {
    const score = half === undefined ? null : scoreIn(half);
    if (score === null || score >= percent) return [];
    return [`the ${name} mutants have a score of ${percentText(score)}, and --min-score asks for ${percent} %`];
  });
}
