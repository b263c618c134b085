import { tokenize } from '../../sql/tokens.ts';
import { changes } from '../changes.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { ReadCheck } from '../tableReading.ts';
import { alternativesAt } from './alternativesAt.ts';
import { balancedValues } from './balancedValues.ts';
import { comparedSides, type MeasuredSides } from './comparedSides.ts';
import { conjuncts } from './conjuncts.ts';
import { type Base, type Candidate, type Constraint, withValues } from './constraint.ts';
import { type NearbyValue, nearbyValues } from './nearbyValues.ts';
import { columnName, positionsOf } from './positions.ts';

/** More pairs of values than this are not tried for one CHECK. */
const MOST_PAIRS = 200;

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
    positions: positionsOf(plan, check.columns),
    comparisons: comparedSides(tokenize(tokens)),
    propose: (base, _rivals, sides) => rowsAround(plan, check, base, sides),
  };
}

/** SQLite calls a CHECK without a name by its text and, where that begins with a quote, by what stands in the quotes. */
function nameOf(expression: string): string {
  return /^["'`[]/.test(expression) ? (tokenize(expression)[0]?.value ?? '') : expression;
}

/** Rows at the edges of what a CHECK says, then any rows that differ in its columns. */
function* rowsAround(
  plan: TablePlan,
  check: ReadCheck,
  base: Base,
  sides: readonly MeasuredSides[],
): Iterable<Candidate> {
  const positions = positionsOf(plan, check.columns);
  const nearby = new Map(positions.map((position) => [position, nearbyValues(plan, check, position, base.row)]));
  for (const [position, values] of nearby) {
    for (const { what, value } of values) yield { what, row: withValues(base.row, [[position, value]]), rival: null };
  }
  yield* exchanged(plan, check, base);
  for (const { what, values } of balancedValues(plan, positions, base.row, sides)) {
    yield { what, row: withValues(base.row, values), rival: null };
  }
  yield* pairsOf(nearby, base);
  const alternatives = new Map(positions.map((position) => [position, alternativesAt(plan, position, base)]));
  const sizes = new Map([...alternatives].map(([position, values]) => [position, values.length]));
  for (const change of changes(sizes)) {
    const values = change.map(([position, index]) => [position, alternatives.get(position)?.[index]] as const);
    const known = values.flatMap(([position, value]) => (value === undefined ? [] : [[position, value] as const]));
    if (known.length === values.length) yield { what: null, row: withValues(base.row, known), rival: null };
  }
}

/** Columns that are compared with each other with their values exchanged. */
function* exchanged(plan: TablePlan, { facts }: ReadCheck, base: Base): Iterable<Candidate> {
  const position = (name: string) => plan.columns.findIndex(({ column }) => column.name.toLowerCase() === name);
  const pairs = facts
    .flatMap(({ column, other }) => (other === null ? [] : [[position(column), position(other)] as const]))
    .filter(
      ([one, two]) => one !== -1 && one < two && (base.row[one] ?? null) !== null && (base.row[two] ?? null) !== null,
    );
  const moves = pairs.flatMap(([one, two]) => [
    [one, base.row[two] ?? null] as const,
    [two, base.row[one] ?? null] as const,
  ]);
  const names = pairs.map((pair) => pair.map((at) => columnName(plan, at)).join(' and ')).join(', ');
  if (moves.length > 0) yield { what: `${names} exchanged`, row: withValues(base.row, moves), rival: null };
}

/** What one column says can matter beside a value of another alone. */
function* pairsOf(nearby: ReadonlyMap<number, readonly NearbyValue[]>, base: Base): Iterable<Candidate> {
  const lists = [...nearby];
  let made = 0;
  for (const [at, [first, values]] of lists.entries()) {
    for (const [second, others] of lists.slice(at + 1)) {
      for (const one of values) {
        for (const other of others) {
          if (made++ === MOST_PAIRS) return;
          const row = withValues(base.row, [
            [first, one.value],
            [second, other.value],
          ]);
          yield { what: `${one.what}, ${other.what}`, row, rival: null };
        }
      }
    }
  }
}
