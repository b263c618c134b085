import type { SqlValue } from '../model/value.ts';
import { AS_EARLIER, type Choice, type Place } from './place.ts';
import { pointAtParents } from './pointAtParents.ts';
import type { TablePlan } from './tablePlan.ts';

/** Makes the values of a row; null where an alternative that was chosen makes no value. */
export function composeRow(plan: TablePlan, place: Place, choice: Choice): SqlValue[] | null {
  const values = plan.columns.map((column) => column.usual(place.n));
  if (place.hasNullKey && plan.nullableKey !== null) values[plan.nullableKey] = null;
  pointAtParents(plan, place, choice, values);
  // Twice, since an alternative can be made of the value of a column that is changed after it.
  for (const [dimension, alternative] of [...choice, ...choice]) {
    const column = plan.columns[dimension];
    if (column === undefined) continue;
    const value =
      alternative === AS_EARLIER ? place.earlier?.[dimension] : column.alternatives(place.n, values)[alternative];
    if (value === undefined) return null;
    values[dimension] = value;
  }
  return values;
}
