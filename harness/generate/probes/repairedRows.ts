import { changes } from '../changes.ts';
import type { TablePlan } from '../tablePlan.ts';
import { alternativesAt } from './alternativesAt.ts';
import { type Base, type Candidate, type Constraint, type Row, withValues } from './constraint.ts';

/** More repairs of a row than this are not tried. */
const MOST_REPAIRS = 40;

/**
 * Rows that keep what a candidate changed of a row and differ in the other columns of the CHECKs that it breaks against
 * its will: `closed` needs a date, and a date is no place to be for what is `open`.
 */
export function* repairedRows(
  plan: TablePlan,
  { row }: Candidate,
  base: Base,
  broken: readonly Constraint[],
): Iterable<Row> {
  const free = [...new Set(broken.flatMap(({ positions = [] }) => positions))].filter((at) => row[at] === base.row[at]);
  const alternatives = new Map(free.map((position) => [position, alternativesAt(plan, position, { ...base, row })]));
  let tried = 0;
  for (const change of changes(new Map([...alternatives].map(([position, values]) => [position, values.length])))) {
    const values = change.flatMap(([position, index]) => {
      const value = alternatives.get(position)?.[index];
      return value === undefined ? [] : [[position, value] as const];
    });
    if (values.length < change.length) continue;
    if (tried++ === MOST_REPAIRS) return;
    yield withValues(row, values);
  }
}
