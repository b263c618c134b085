import type { MutantCounts, MutationHalf, NamedMutant } from '../../model/mutation.ts';
import type { Judged } from './judged.ts';

/** Counts what became of the mutants of one half. */
export function scoreOf(judged: readonly Judged[]): MutationHalf {
  const groups = Map.groupBy(judged, ({ operator }) => operator);
  const reporters = Map.groupBy(judged, ({ by }) => by ?? '');
  return {
    ...countsOf(judged),
    survivors: named(judged, 'survived'),
    equivalents: named(judged, 'equivalent'),
    byOperator: Object.fromEntries([...groups].map(([operator, mutants]) => [operator, countsOf(mutants)])),
    killedBy: Object.fromEntries(
      [...reporters]
        .filter(([by]) => by !== '')
        .map(([by, mutants]) => [by, mutants.length] as const)
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
    ),
  };
}

function countsOf(judged: readonly Judged[]): MutantCounts {
  const count = (...verdicts: readonly Judged['verdict'][]) =>
    judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return {
    total: count('killed', 'apply-error', 'survived'),
    killed: count('killed', 'apply-error'),
    applyErrors: count('apply-error'),
    equivalent: count('equivalent'),
    stillborn: count('stillborn'),
  };
}

function named(judged: readonly Judged[], verdict: Judged['verdict']): readonly NamedMutant[] {
  return judged
    .filter((one) => one.verdict === verdict)
    .map(({ operator, object, step, what, sql, why }) => ({ operator, object, step, what, sql, why }));
}
