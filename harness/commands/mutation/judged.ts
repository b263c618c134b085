import type { NamedMutant } from '../../model/mutation.ts';

/** A mutant and what became of it, as plain data that a worker hands over. */
export interface Judged extends NamedMutant {
  readonly verdict: 'killed' | 'apply-error' | 'equivalent' | 'stillborn' | 'survived';
  /** For a killed one: the kind of question that told it from the original, or the id of the check that reports it. */
  readonly by: string | null;
}

/** A share of the mutants of one half, for a worker. */
export interface Part {
  readonly half: 'schema' | 'steps';
  /** Number of the first mutant; every `of`-th after it belongs to the part as well. */
  readonly index: number;
  readonly of: number;
}

/** Told after each mutant how many of a part's are judged. */
export type OnJudged = (done: number, of: number) => void;

/** Puts the shares of a whole in the order in which one worker would have judged it. */
export function mergeParts(parts: readonly (readonly Judged[])[]): readonly Judged[] {
  const longest = Math.max(0, ...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part[at] ?? [])).flat();
}
