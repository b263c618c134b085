import type { Pair } from './pairByName.ts';
import type { TableClause } from './tableClauses.ts';

type Likeness = (a: TableClause, b: TableClause) => boolean;

/** From the surest to the vaguest: how to tell which clause became which. */
const LIKENESSES: readonly Likeness[] = [
  (a, b) => a.meaning === b.meaning && a.name === b.name,
  (a, b) => a.meaning === b.meaning,
  (a, b) => a.name !== null && a.name === b.name,
  (a, b) => a.columns.join() === b.columns.join() && (a.column === null) === (b.column === null),
  (a, b) => a.kind === 'primary key' || (a.column === null && b.column === null),
];

/** Pairs the clauses of two texts of a table, whatever their order. */
export function matchClauses(
  before: readonly TableClause[],
  after: readonly TableClause[],
): readonly Pair<TableClause>[] {
  const pairs: Pair<TableClause>[] = [];
  const added = new Set(after);
  let lost = before;
  for (const alike of LIKENESSES) {
    lost = lost.filter((clause) => {
      const partner = [...added].find((other) => other.kind === clause.kind && alike(clause, other));
      if (partner === undefined) return true;
      added.delete(partner);
      pairs.push([clause, partner]);
      return false;
    });
  }
  return [
    ...pairs,
    ...lost.map((clause) => [clause, null] as const),
    ...[...added].map((clause) => [null, clause] as const),
  ];
}
