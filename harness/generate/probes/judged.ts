import type { Candidate, Constraint } from './constraint.ts';
import type { Oracle, Verdict } from './oracle.ts';

/** Candidates with their verdicts, in their order; `together` of them are judged at once, before they are asked for. */
export async function* judged(
  oracle: Oracle,
  constraint: Constraint,
  candidates: Iterator<Candidate>,
  together: number,
): AsyncGenerator<readonly [Candidate, Verdict | null]> {
  for (;;) {
    const next: Candidate[] = [];
    while (next.length < together) {
      const { done, value } = candidates.next();
      if (done === true) break;
      next.push(value);
    }
    if (next.length === 0) return;
    const verdicts = await Promise.all(next.map((candidate) => oracle.judge(candidate, constraint)));
    for (const [at, candidate] of next.entries()) yield [candidate, verdicts[at] ?? null];
  }
}
