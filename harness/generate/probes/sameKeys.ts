import type { SqlValue } from '../../model/value.ts';
import { mayBeNull } from '../nullability.ts';
import type { TablePlan } from '../tablePlan.ts';
import { type Base, type Candidate, type Rival, type Row, withValues } from './constraint.ts';
import { columnName } from './positions.ts';
import { swapCase } from './swapCase.ts';

/** Rows with the key of another row, and rows that differ from it in as little as possible. */
export function* sameKeys(
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

/** Rows on either side of the condition of a partial index: beside a rival, one with its key, and both moved together. */
function* besideWhere(
  plan: TablePlan,
  key: readonly number[],
  outside: readonly number[],
  base: Base,
  rivals: readonly Rival[],
): Iterable<Candidate> {
  for (const rival of outside.length === 0 ? [] : rivals) {
    yield { what: null, row: withValues(base.row, keyOf(rival.row, [...key, ...outside])), rival };
  }
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
