import type { Column } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { tokenize } from '../sql/tokens.ts';
import { hashOf } from './hash.ts';
import { literalAt } from './literal.ts';
import type { Slot, Source } from './slot.ts';

/** Every fourth row is NULL where a column may be, and outside of keys every fourth row repeats the one before it. */
const PERIOD = 4;

/**
 * The values that a column gets unless a constraint objects. `filled` is asked for one number after the other whatever
 * is NULL or repeated, so that it leaves out none of its kinds.
 */
export function usualSource(
  { table, column, position, isDistinct, isNullable, sharedTurn }: Slot,
  filled: Source,
  seed: number,
): Source {
  const shift = hashOf(seed, table.name);
  const unset = isDistinct ? null : constantDefault(column);
  const sharing = sharedTurn === null ? null : SHARING.row + sharedTurn;
  return (turn) => {
    if (unset !== null && turn % DEFAULTS.period === DEFAULTS.row) return unset;
    const n = turn % SHARING.period === sharing ? turn - SHARING.distance : turn;
    const row = isDistinct ? n : distinctRows(n);
    if (!isNullable) return filled(row);
    const period = Math.floor((row - 1) / PERIOD);
    const place = (row - 1) % PERIOD;
    const empty = emptyPlace(period, position, isDistinct, shift);
    return place === empty ? null : filled(row - period - Number(place > empty));
  };
}

/** One of the rows that repeat the one before holds what a column gets when nobody names it. */
const DEFAULTS = { period: 8, row: 6 };

/** A row that has one column of a key in common with a row whose parents are others, and further rows for further columns. */
const SHARING = { period: 8, row: 4, distance: 3 };

/** null where a column has no default, or one that is computed. */
function constantDefault({ default: text }: Column): SqlValue {
  const tokens = text === null ? [] : tokenize(text);
  const literal = literalAt(tokens, 0);
  return literal !== null && literal.next === tokens.length ? literal.value : null;
}

/**
 * Columns beside each other are NULL in different rows of one period, and all of them in the seventh row, which is as bare
 * as an application writes it: columns are so together and apart, and rows without a NULL are left.
 */
function emptyPlace(period: number, position: number, isDistinct: boolean, shift: number): number {
  if (period % 2 === 0) return (shift + position) % PERIOD;
  return isDistinct ? 2 : 0;
}

/** How many different rows there are up to row n outside of keys: rows 2, 6, 10, … repeat the row before them. */
export function distinctRows(n: number): number {
  return n - Math.floor((n + 2) / PERIOD);
}
