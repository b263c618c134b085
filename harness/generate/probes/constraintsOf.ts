import type { SchemaSnapshot } from '../../model/schema.ts';
import type { TablePlan } from '../tablePlan.ts';
import { checkConstraints } from './checkConstraints.ts';
import { freedoms, notNullConstraints, typeConstraints } from './columnConstraints.ts';
import { conflictsOf } from './conflictClauses.ts';
import type { Constraint } from './constraint.ts';
import { foreignKeyConstraints } from './foreignKeyConstraints.ts';
import { keyConstraints } from './keyConstraints.ts';

/** Everything that a table declares about its rows, and the columns that it leaves free. */
export function constraintsOf(plan: TablePlan, schema: SchemaSnapshot): readonly Constraint[] {
  const conflictOf = conflictsOf(plan.table);
  return [
    ...keyConstraints(plan, conflictOf),
    ...notNullConstraints(plan, conflictOf),
    ...checkConstraints(plan),
    ...foreignKeyConstraints(plan, schema),
    ...typeConstraints(plan),
    ...freedoms(plan),
  ];
}
