import type { SchemaSnapshot } from '../../model/schema.ts';
import type { TablePlan } from '../tablePlan.ts';
import { checkConstraints } from './checkConstraints.ts';
import { conflictsOf } from './conflictClauses.ts';
import type { Constraint } from './constraint.ts';
import { foreignKeyConstraints } from './foreignKeyConstraints.ts';
import { freedoms } from './freedoms.ts';
import { keyConstraints } from './keyConstraints.ts';
import { notNullConstraints } from './notNullConstraints.ts';
import { typeConstraints } from './typeConstraints.ts';

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
