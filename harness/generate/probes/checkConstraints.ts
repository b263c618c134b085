import type { SqlValue } from '../../model/value.ts';
import { tokenize } from '../../sql/tokens.ts';
import { changes } from '../changes.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { ReadCheck } from '../tableReading.ts';
import { conjuncts } from './conjuncts.ts';
import { type Base, type Candidate, type Constraint, withValues } from './constraint.ts';
import { nearbyValues } from './nearbyValues.ts';
import { positionsOf } from './positions.ts';

/** CHECK constraints; ON CONFLICT has no effect on them. */
export function checkConstraints(plan: TablePlan): readonly Constraint[] {
  return plan.reading.checks.map((check) => checkConstraint(plan, check));
}

function checkConstraint(plan: TablePlan, check: ReadCheck): Constraint {
  const { name, expression, tokens } = check.constraint;
  return {
    kind: 'check',
    name: name === null ? `CHECK (${expression.replace(/\s+/g, ' ')})` : `CHECK ${name}`,
    object: `table ${plan.table.name}`,
    refusal: { code: 'SQLITE_CONSTRAINT_CHECK', names: name ?? nameOf(expression), at: 'statement' },
    conflict: 'refuse',
    breach: `NOT (${tokens})`,
    isComputed: false,
    clauses: conjuncts(tokenize(tokens)),
    propose: (base) => rowsAround(plan, check, base),
  };
}

/** SQLite calls a CHECK without a name by its text and, where that begins with a quote, by what stands in the quotes. */
function nameOf(expression: string): string {
  return /^["'`[]/.test(expression) ? (tokenize(expression)[0]?.value ?? '') : expression;
}

/** Rows at the edges of what a CHECK says, then any rows that differ in its columns. */
function* rowsAround(plan: TablePlan, check: ReadCheck, base: Base): Iterable<Candidate> {
  const positions = positionsOf(plan, check.columns);
  for (const position of positions) {
    for (const { what, value } of nearbyValues(plan, check, position, base.row)) {
      yield { what, row: withValues(base.row, [[position, value]]), rival: null };
    }
  }
  const alternatives = new Map(positions.map((position) => [position, alternativesAt(plan, position, base)]));
  const sizes = new Map([...alternatives].map(([position, values]) => [position, values.length]));
  for (const change of changes(sizes)) {
    const values = change.map(([position, index]) => [position, alternatives.get(position)?.[index]] as const);
    const known = values.flatMap(([position, value]) => (value === undefined ? [] : [[position, value] as const]));
    if (known.length === values.length) yield { what: null, row: withValues(base.row, known), rival: null };
  }
}

/** Beside what may do for the column: values of storage classes that its type does not suggest. */
function alternativesAt(plan: TablePlan, position: number, { n, row }: Base): readonly (SqlValue | undefined)[] {
  const column = plan.columns[position];
  return [null, ...(column?.alternatives(n, row) ?? []), 'x', '', '{', -7n, 1_000_000_007n, 0.5, new Uint8Array([1])];
}
