import type { SqlValue } from '../../model/value.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { Base } from './constraint.ts';

/** What may do for a column beside its value in a row, and values of storage classes that its type does not suggest. */
export function alternativesAt(plan: TablePlan, position: number, { n, row }: Base): readonly (SqlValue | undefined)[] {
  const column = plan.columns[position];
  return [
    null,
    ...(column?.alternatives(n, row) ?? []),
    'x',
    '',
    '{',
    -7n,
    1_000_000_007n,
    0.5,
    0.123456,
    new Uint8Array([1]),
  ];
}
