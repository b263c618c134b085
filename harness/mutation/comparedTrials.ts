import { readTable } from '../generate/tableReading.ts';
import type { SqlValue } from '../model/value.ts';
import type { TableRows } from './baseRows.ts';
import { aboutParents, otherLetters } from './columnTrials.ts';
import { tableContents } from './contents.ts';
import { type Changed, withParents } from './parentRows.ts';
import { type Trial, writeTrial } from './trial.ts';

/** A lower and a higher value, below and above what generated rows hold. */
const PAIRS: readonly (readonly [low: SqlValue, high: SqlValue])[] = [
  ['!Ab', '~Zb'],
  [70_001n, 70_002n],
];

/**
 * What a table makes of columns that a CHECK compares with each other: either above the other, both texts or both
 * numbers, while the other pairs of the CHECK are equal. New parents are written for what points at some.
 */
export function comparedTrials(tables: ReadonlyMap<string, TableRows>, rows: TableRows): readonly Trial[] {
  const [base] = rows.rows;
  if (base === undefined) return [];
  return readTable(rows.table, []).checks.flatMap(({ facts }) => {
    const pairs = facts.flatMap(({ column, other }) => {
      const [one, two] = [column, other].map((name) => rows.columns.find((known) => known.toLowerCase() === name));
      return one === undefined || two === undefined || rows.columns.indexOf(one) > rows.columns.indexOf(two)
        ? []
        : [[one, two] as const];
    });
    return pairs.flatMap(([one, two]) => {
      const others = pairs.filter((pair) => !pair.includes(one) && !pair.includes(two));
      const equal: Changed = Object.fromEntries(
        others.map(([first, second]) => [second, base[rows.columns.indexOf(first)] ?? null]),
      );
      const about = aboutParents(rows, [one, two, ...Object.keys(equal)]);
      return PAIRS.flatMap(([low, high]) =>
        [
          { ...equal, [one]: low, [two]: high },
          { ...equal, [one]: high, [two]: low },
        ].map((changed) => {
          const letters = otherLetters(rows, [
            [one, changed[one] ?? null],
            [two, changed[two] ?? null],
          ]);
          const read = `${tableContents(rows.table)}) || ' ' || (${letters}`;
          return writeTrial('comparison', about, withParents(tables, rows, base, changed), read);
        }),
      );
    });
  });
}
