import type { Index } from '../../model/schema.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { tokenize } from '../../sql/tokens.ts';
import { factsAbout } from '../facts.ts';
import { mayBeNull } from '../nullability.ts';
import type { TablePlan } from '../tablePlan.ts';
import { indexedColumns } from '../uniqueKeys.ts';
import { cloneName, keyColumn, MARK, whereColumn } from './clone.ts';
import type { ConflictOf } from './conflictClauses.ts';
import { type Base, type Candidate, type Constraint, type Rival, type Row, withValues } from './constraint.ts';
import { columnName, positionsOf } from './positions.ts';
import { swapCase } from './swapCase.ts';

const RIVAL = 'stepproof_rival';

/** PRIMARY KEY, UNIQUE, and unique indexes, also partial ones and those over expressions. */
export function keyConstraints(plan: TablePlan, conflictOf: ConflictOf): readonly Constraint[] {
  const { table } = plan;
  const unique = table.indexes.filter((index) => index.unique).map((index) => indexConstraint(plan, index, conflictOf));
  return table.rowidAlias === null ? unique : [rowidConstraint(plan, table.rowidAlias, conflictOf), ...unique];
}

function rowidConstraint(plan: TablePlan, alias: string, conflictOf: ConflictOf): Constraint {
  const { table } = plan;
  const column = quoteIdentifier(alias);
  const refusal = { code: 'SQLITE_CONSTRAINT_PRIMARYKEY', names: `${table.name}.${alias}`, at: 'statement' } as const;
  return {
    kind: 'primary key',
    name: `PRIMARY KEY (${alias})`,
    object: `table ${table.name}`,
    refusal,
    conflict: conflictOf('primary key', [alias]),
    breach: rivalExists(plan, [`${RIVAL}.${column} = ${quoteIdentifier(table.name)}.${column}`]),
    isComputed: false,
    clauses: [],
    propose: (base, rivals) => sameKeys(plan, positionsOf(plan, [alias]), [], base, rivals),
  };
}

function indexConstraint(plan: TablePlan, index: Index, conflictOf: ConflictOf): Constraint {
  const { table } = plan;
  const isPrimary = index.origin === 'pk';
  const columns = indexedColumns(table, index);
  const direct = index.columns.map(({ name }) => name);
  const written = direct.map((name) => name ?? 'expression').join(', ');
  const names = direct.includes(null)
    ? `index '${index.name}'`
    : direct.map((name) => `${table.name}.${name}`).join(', ');
  const code = isPrimary ? 'SQLITE_CONSTRAINT_PRIMARYKEY' : 'SQLITE_CONSTRAINT_UNIQUE';
  const keyword = isPrimary ? 'PRIMARY KEY' : 'UNIQUE';
  const conditional = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const facts = index.where === null ? [] : factsAbout(tokenize(index.where), conditional);
  const outside = positionsOf(plan, [...new Set(facts.map(({ column }) => column))]);
  return {
    kind: isPrimary ? 'primary key' : 'unique',
    name: index.origin === 'c' ? `unique index ${index.name}` : `${keyword} (${written})`,
    object: index.origin === 'c' ? `index ${index.name}` : `table ${table.name}`,
    refusal: { code, names, at: 'statement' },
    conflict: index.origin === 'c' ? 'refuse' : conflictOf(isPrimary ? 'primary key' : 'unique', columns),
    breach: rivalExists(plan, [...sameKeyParts(plan, index), ...bothInside(plan, index)]),
    isComputed: false,
    clauses: [],
    propose: (base, rivals) => sameKeys(plan, positionsOf(plan, columns), outside, base, rivals),
  };
}

function rivalExists({ table }: TablePlan, conditions: readonly string[]): string {
  const all = [`${RIVAL}.${MARK} IS NOT 1`, ...conditions];
  return `EXISTS (SELECT 1 FROM ${cloneName(table)} AS ${RIVAL} WHERE ${all.join(' AND ')})`;
}

function sameKeyParts({ table }: TablePlan, index: Index): readonly string[] {
  return index.columns.map(({ collation }, part) => {
    const column = keyColumn(index, part);
    return `${RIVAL}.${column} = ${quoteIdentifier(table.name)}.${column} COLLATE ${quoteIdentifier(collation)}`;
  });
}

function bothInside({ table }: TablePlan, index: Index): readonly string[] {
  if (index.where === null) return [];
  return [`${RIVAL}.${whereColumn(index)}`, `${quoteIdentifier(table.name)}.${whereColumn(index)}`];
}

/** Rows with the key of another row, and rows that differ from it in as little as possible. */
function* sameKeys(
  plan: TablePlan,
  key: readonly number[],
  outside: readonly number[],
  base: Base,
  rivals: readonly Rival[],
): Iterable<Candidate> {
  for (const rival of rivals) {
    const copied = keyOf(rival.row, key);
    const same = withValues(base.row, copied);
    if (copied.some(([, value]) => value === null)) {
      yield { what: 'the same key with NULL in it', row: same, rival };
      continue;
    }
    yield { what: 'the same key', row: same, rival };
    for (const [position, value] of copied) {
      const column = columnName(plan, position);
      if (key.length > 1 && base.row[position] !== value) {
        const row = withValues(same, [[position, base.row[position] ?? null]]);
        yield { what: `the same key but for ${column}`, row, rival };
      }
      if (key.length > 1 && mayBeNull(plan.table, column)) {
        yield { what: `the same key with NULL in ${column}`, row: withValues(same, [[position, null]]), rival };
      }
      if (typeof value === 'string' && swapCase(value) !== value) {
        const row = withValues(same, [[position, swapCase(value)]]);
        yield { what: `the same key with other letters in ${column}`, row, rival };
      }
    }
  }
  yield* besideWhere(plan, key, outside, base, rivals);
}

/** Rows on either side of the condition of a partial index: one with the key of a rival, and both moved together. */
function* besideWhere(
  plan: TablePlan,
  key: readonly number[],
  outside: readonly number[],
  base: Base,
  rivals: readonly Rival[],
): Iterable<Candidate> {
  const moves = rivals
    .filter(({ isStored }) => !isStored)
    .flatMap((rival) => outside.flatMap((position) => movesOf(plan, position, base).map((move) => ({ rival, move }))));
  for (const { rival, move } of moves) {
    const row = withValues(base.row, [...keyOf(rival.row, key), move]);
    yield { what: 'the same key with another value for the WHERE', row, rival };
  }
  for (const { rival, move } of moves) {
    const moved = { row: withValues(rival.row, [move]), isStored: false };
    yield { what: null, row: withValues(base.row, [move, ...keyOf(moved.row, key)]), rival: moved };
  }
  // Where another key forbids that they are equal there.
  for (const { rival, move } of moves) {
    const moved = { row: withValues(rival.row, [move]), isStored: false };
    for (const other of movesOf(plan, move[0], base)) {
      if (other[1] !== move[1])
        yield { what: null, row: withValues(base.row, [other, ...keyOf(moved.row, key)]), rival: moved };
    }
  }
}

function movesOf(plan: TablePlan, position: number, { n, row }: Base): readonly (readonly [number, SqlValue])[] {
  const values = plan.columns[position]?.alternatives(n, row) ?? [];
  return values.flatMap((value) => (value === undefined ? [] : [[position, value] as const]));
}

function keyOf(row: Row, key: readonly number[]): readonly (readonly [position: number, value: SqlValue])[] {
  return key.map((position) => [position, row[position] ?? null]);
}
