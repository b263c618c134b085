import type { ForeignKey, SchemaSnapshot } from '../../model/schema.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { mayBeNull } from '../nullability.ts';
import type { TablePlan } from '../tablePlan.ts';
import { cloneName } from './clone.ts';
import { type Base, type Candidate, type Constraint, type Rival, type Row, withValues } from './constraint.ts';
import { columnName } from './positions.ts';

const PARENT = 'stepproof_parent';

/** Foreign keys whose parent is there; of the others `foreign-keys-hold` speaks. SQLite never names the key that failed. */
export function foreignKeyConstraints(plan: TablePlan, { tables }: SchemaSnapshot): readonly Constraint[] {
  const { table } = plan;
  const known = new Set(tables.map(({ name }) => name.toLowerCase()));
  return table.foreignKeys
    .filter((key) => known.has(key.parent.toLowerCase()) && key.parentColumns.length === key.columns.length)
    .map((key) => foreignKeyConstraint(plan, key));
}

function foreignKeyConstraint(plan: TablePlan, key: ForeignKey): Constraint {
  const { table } = plan;
  const at = key.deferred ? 'commit' : 'statement';
  return {
    kind: 'foreign key',
    name: `FOREIGN KEY (${key.columns.join(', ')})`,
    object: `table ${table.name}`,
    refusal: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY', names: '', at },
    conflict: 'refuse',
    breach: isOrphan(plan, key),
    isComputed: false,
    clauses: [],
    propose: (base, rivals) => childrenOf(plan, key, base, rivals),
  };
}

/**
 * The parent's column decides how values are compared (https://sqlite.org/foreignkeys.html#fk_indexes): its collation
 * because it stands on the left, its affinity because `+` takes the child's away.
 */
function isOrphan(plan: TablePlan, key: ForeignKey): string {
  const { table } = plan;
  const parent = isSelf(plan, key) ? cloneName(table) : quoteIdentifier(key.parent);
  const children = key.columns.map((name) => `${quoteIdentifier(table.name)}.${quoteIdentifier(name)}`);
  const filled = children.map((child) => `${child} IS NOT NULL`);
  const same = key.parentColumns.map((name, index) => `${PARENT}.${quoteIdentifier(name)} = +${children[index]}`);
  return `${filled.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${parent} AS ${PARENT} WHERE ${same.join(' AND ')})`;
}

function* childrenOf(plan: TablePlan, key: ForeignKey, base: Base, rivals: readonly Rival[]): Iterable<Candidate> {
  const positions = key.columns.map((name) => plan.columns.findIndex(({ column }) => column.name === name));
  if (positions.includes(-1)) return;
  const filled = [base.row, ...rivals.map((rival) => withKeyOf(base.row, positions, rival.row))].filter((row) =>
    positions.every((position) => row[position] !== null),
  );
  const [first = base.row] = filled;
  for (const row of filled) yield { what: 'a row with a parent', row, rival: null };
  yield { what: 'a row without a parent', row: allStrange(positions, first), rival: null };
  for (const position of positions.length > 1 ? positions : []) {
    const column = columnName(plan, position);
    const alone = withValues(first, [[position, strange(first[position] ?? null)]]);
    yield { what: `a row that only by its ${column} has no parent`, row: alone, rival: null };
    if (!mayBeNull(plan.table, column)) continue;
    const open = withValues(allStrange(positions, first), [[position, null]]);
    yield { what: `a row without a parent and NULL in ${column}`, row: open, rival: null };
  }
  if (isSelf(plan, key))
    yield { what: 'a row that is its own parent', row: pointedAtItself(plan, key, positions, base.row), rival: null };
  for (const row of filled) {
    for (const position of positions) {
      for (const value of plan.columns[position]?.alternatives(base.n, row) ?? []) {
        if (value !== undefined) yield { what: null, row: withValues(row, [[position, value]]), rival: null };
      }
    }
  }
}

function isSelf({ table }: TablePlan, { parent }: ForeignKey): boolean {
  return parent.toLowerCase() === table.name.toLowerCase();
}

function pointedAtItself(plan: TablePlan, key: ForeignKey, positions: readonly number[], row: Row): Row {
  const own = key.parentColumns.map((name) =>
    plan.columns.findIndex(({ column }) => column.name.toLowerCase() === name.toLowerCase()),
  );
  return withValues(
    row,
    positions.map((position, index) => [position, row[own[index] ?? -1] ?? null]),
  );
}

function withKeyOf(row: Row, positions: readonly number[], other: Row): Row {
  return withValues(
    row,
    positions.map((position) => [position, other[position] ?? null]),
  );
}

function allStrange(positions: readonly number[], row: Row): Row {
  return withValues(
    row,
    positions.map((position) => [position, strange(row[position] ?? null)]),
  );
}

/** A value like another one and far from it. */
function strange(value: SqlValue): SqlValue {
  if (typeof value === 'bigint') return value + 1_000_003n;
  if (typeof value === 'number') return value + 1_000_003.5;
  return typeof value === 'string' ? `${value} of no one` : new Uint8Array([...(value ?? []), 1]);
}
