import type { SqlValue } from '../../model/value.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { MeasuredSides } from './comparedSides.ts';
import type { Row } from './constraint.ts';
import { ofLength } from './ofLength.ts';
import { columnName } from './positions.ts';
import { swapCase } from './swapCase.ts';

/** Values that bring the two sides of a comparison together, or one apart. */
export interface BalancedValues {
  readonly what: string;
  readonly values: readonly (readonly [position: number, value: SqlValue])[];
}

const DISTANCES = [
  [-1, 'just below'],
  [0, 'equal to'],
  [1, 'just above'],
] as const;

/**
 * The engine has computed both sides for a row; a sum, a difference, a product and a length can be brought where they
 * are wanted by one column. Where a side is anything else, the values are as good as any.
 */
export function balancedValues(
  plan: TablePlan,
  positions: readonly number[],
  row: Row,
  sides: readonly MeasuredSides[],
): readonly BalancedValues[] {
  const open = positions.filter((position) => row[position] === null);
  const found = sides.flatMap(({ left, right, values }) => {
    const [from, to] = values.map(numberOf);
    if (from === undefined || to === undefined) return rewritten(plan, positions, row, `${left} beside ${right}`);
    return DISTANCES.flatMap(([distance, words]) =>
      brought(plan, positions, row, `${left} ${words} ${right}`, from, to + distance),
    );
  });
  return found.map(({ what, values }) => {
    const beside = open.filter((position) => !values.some(([at]) => at === position));
    const names = beside.map((position) => columnName(plan, position));
    return { what: names.length === 0 ? what : `${what} beside NULL in ${names.join(', ')}`, values };
  });
}

function brought(
  plan: TablePlan,
  positions: readonly number[],
  row: Row,
  what: string,
  from: number,
  to: number,
): readonly BalancedValues[] {
  const alone = positions.flatMap((position) =>
    movedValues(row[position] ?? null, from, to).map((value, at) => ({
      what: `${what}, by ${columnName(plan, position)}${at === 0 ? '' : ` (${at + 1})`}`,
      values: [[position, value] as const],
    })),
  );
  const [first, second] = positions;
  if (first === undefined || second === undefined) return alone;
  const product: BalancedValues['values'] = [
    [first, 1n],
    [second, asValue(to)],
  ];
  return [...alone, { what: `${what}, by both`, values: product }];
}

/** The same text with blanks around it and with its letters in the other case. */
function rewritten(plan: TablePlan, positions: readonly number[], row: Row, what: string): readonly BalancedValues[] {
  return positions.flatMap((position) => {
    const value = row[position];
    if (typeof value !== 'string') return [];
    const column = columnName(plan, position);
    return [
      { what: `${what}, with a blank before ${column}`, values: [[position, ` ${value}`] as const] },
      { what: `${what}, with a blank behind ${column}`, values: [[position, `${value} `] as const] },
      { what: `${what}, with other letters in ${column}`, values: [[position, swapCase(value)] as const] },
    ];
  });
}

function movedValues(value: SqlValue, from: number, to: number): readonly SqlValue[] {
  if (typeof value === 'string') {
    const length = value.length + to - from;
    return Number.isInteger(length) && length >= 0 && length <= LONGEST ? [ofLength(value, length)] : [];
  }
  const own = numberOf(value ?? 0n);
  if (own === undefined) return [];
  const scaled = from === 0 ? [] : [(own * to) / from];
  return [own + to - from, own - to + from, ...scaled].map(asValue);
}

const LONGEST = 10_000;

function numberOf(value: SqlValue): number | undefined {
  return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined;
}

function asValue(number: number): SqlValue {
  return Number.isSafeInteger(number) ? BigInt(number) : number;
}
