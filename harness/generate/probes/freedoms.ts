import { mayBeNull } from '../nullability.ts';
import type { TablePlan } from '../tablePlan.ts';
import { type Constraint, withValues } from './constraint.ts';

/** Whether a value may repeat shows in a few rows. */
const MOST_REPEATED = 3;

/** What a free column accepts: NULL, and the value of another row. A constraint too many shows here. */
export function freedoms(plan: TablePlan): readonly Constraint[] {
  const { table } = plan;
  return plan.columns.map(
    ({ column: { name } }, position): Constraint => ({
      kind: 'none',
      name: `column ${name}`,
      object: `table ${table.name}`,
      refusal: null,
      conflict: 'refuse',
      breach: '0',
      isComputed: false,
      clauses: [],
      *propose({ row }, rivals) {
        if (mayBeNull(table, name) || name === table.rowidAlias) {
          yield { what: `NULL in ${name}`, row: withValues(row, [[position, null]]), rival: null };
        }
        for (const rival of rivals.slice(0, MOST_REPEATED)) {
          const value = rival.row[position] ?? null;
          if (value !== null)
            yield { what: `the same ${name} as another row`, row: withValues(row, [[position, value]]), rival };
        }
      },
    }),
  );
}
