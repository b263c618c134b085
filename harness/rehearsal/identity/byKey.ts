import { quoteIdentifier } from '../../sql/quote.ts';
import { affected, type Comparing, changedRows, comparePairs, type PairsOfRows } from './comparing.ts';
import { allOf, changes, type Side } from './exactSql.ts';
import { type ColumnPairing, rowidOf, rowidsOf } from './pairing.ts';
import { hasSameKey, isSameKey, keyColumn } from './rowKeys.ts';
import { NO_ROWS, type TableComparison } from './tableComparison.ts';

/**
 * Compares tables whose rows have a key: first those that are in their place, then those that have moved. `same` rows are
 * known to be in their place and unchanged.
 */
export async function compareByKey(
  comparing: Comparing,
  key: readonly ColumnPairing[],
  same: number,
): Promise<TableComparison> {
  const { pairing, rowsBefore, rowsNow } = comparing;
  const inPlace = pairsInPlace(comparing, key);
  const differing = { from: inPlace.from, where: `(${changes(comparing.columns)}) AND ${inPlace.where}` };
  const { count, changed } = await comparePairs(comparing, same > 0 ? differing : inPlace);
  const still = { count: count + same, changed };
  const elsewhere = pairsElsewhere(comparing, key);
  const mayHaveMoved = elsewhere !== null && still.count < rowsBefore && still.count < rowsNow;
  const gone = mayHaveMoved ? await comparePairs(comparing, elsewhere) : { count: 0, changed: new Map() };

  const [keyBefore, keyNow] = [key.map(({ before }) => before), key.map(({ after }) => after)];
  const found = still.count + gone.count;
  const numbered = pairing.before.rowidAlias === null && pairing.after.rowidAlias === null;
  return {
    rowsBefore,
    rowsNow,
    lost: await affected(comparing, rowsBefore - found, 'p', keyBefore, rowsWithout(comparing, key, 'p', 'm')),
    added: await affected(comparing, rowsNow - found, 'm', keyNow, rowsWithout(comparing, key, 'm', 'p')),
    changed: await changedRows(
      comparing,
      [[inPlace, still], ...(elsewhere === null ? [] : [[elsewhere, gone] as const])],
      keyBefore,
    ),
    moved: numbered && elsewhere !== null ? await affected(comparing, gone.count, 'p', keyBefore, elsewhere) : NO_ROWS,
  };
}

/** Rows that have the same rowid and the same key; where there are no rowids, the same key. */
function pairsInPlace({ pairing, was, is }: Comparing, key: readonly ColumnPairing[]): PairsOfRows {
  const rowids = rowidsOf(pairing);
  const from = `${was} CROSS JOIN ${is}`;
  if (rowids === null) return { from, where: hasSameKey(key, 'p', 'm') };
  return { from, where: `${rowids.is} = ${rowids.was} AND ${isSameKey(key, 'm')}` };
}

/** Rows that have the same key and another rowid; null where there are no rowids. */
function pairsElsewhere({ pairing, was, is }: Comparing, key: readonly ColumnPairing[]): PairsOfRows | null {
  const [old, now] = [rowidOf(pairing.before, 'p'), rowidOf(pairing.after, 's')];
  if (old === null || now === null) return null;
  const table = `main.${quoteIdentifier(pairing.after.name)} AS s`;
  const inPlace = `SELECT 1 FROM ${table} WHERE ${now} = ${old} AND ${isSameKey(key, 's')}`;
  return { from: `${was} CROSS JOIN ${is}`, where: `NOT EXISTS (${inPlace}) AND ${hasSameKey(key, 'p', 'm')}` };
}

/** Rows of `known` with a key that no row of `sought` has. No key is NULL, so that only the key of no row is. */
function rowsWithout({ was, is }: Comparing, key: readonly ColumnPairing[], known: Side, sought: Side): PairsOfRows {
  const [own, other] = known === 'p' ? [was, is] : [is, was];
  return {
    from: `${own} LEFT JOIN ${other} ON ${hasSameKey(key, known, sought)}`,
    where: allOf(key.map((pair) => `${keyColumn(pair, sought)} IS NULL`)),
  };
}
