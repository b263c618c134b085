import type { SqlValue } from '../model/value.ts';
import { wholeBounds } from './range.ts';
import type { Slot, Source } from './slot.ts';
import { timeMaker } from './timeValue.ts';

/**
 * What else a column could hold in row n, likeliest first, beside the values of the other columns. The same place in
 * the list means the same idea in every row; undefined where the idea makes no value.
 */
export type Alternatives = (n: number, row: readonly SqlValue[]) => readonly (SqlValue | undefined)[];

/** Rows whose values stand in when those of row n are taken. */
const AFRESH = [101, 1009, 10_007];
/** More elements of a list than this are not tried one by one. */
const MOST_LISTED = 40;

/** Prepares the alternatives of a column. `others`: positions of the columns that it is compared with. */
export function alternativesOf(slot: Slot, filled: Source, others: readonly number[]): Alternatives {
  const { demands, isNullable } = slot;
  const nothing = isNullable ? [null] : [];
  const listed = Array.from({ length: Math.min(demands.only.length, MOST_LISTED) }, (_, index) => index);
  const { only } = demands;
  const next = (n: number, index: number): SqlValue | undefined => only[(n + index) % only.length];
  if (demands.isComplete) return (n) => [filled(n), ...nothing, ...listed.map((index) => next(n, index))];
  const mined = [...demands.hints, ...endsOf(slot)].flatMap((value) => [...around(value), ...halfAndDouble(value)]);
  const general = GENERAL[slot.column.affinity];
  const small = COUNTED.has(slot.column.affinity) ? (n: number) => [BigInt(n % 5)] : () => [];
  return (n, row) => [
    filled(n),
    // Before NULL, which passes nearly every comparison and leaves both sides of it untold.
    ...others.flatMap((position) => around(row[position] ?? null)),
    ...nothing,
    ...listed.map((index) => next(n, index)),
    ...small(n),
    ...mined,
    ...AFRESH.map((distance) => filled(n + distance)),
    ...general(n, slot.position),
  ];
}

/** Affinities of what can be a number. Small ones come by turn, lest one that is found fills the whole column. */
const COUNTED: ReadonlySet<string> = new Set(['INTEGER', 'NUMERIC', 'REAL']);

function endsOf({ demands: { range } }: Slot): readonly SqlValue[] {
  const { low, high } = wholeBounds(range);
  return [low, high].filter(Number.isSafeInteger).map(BigInt);
}

/** A value and its neighbours, always three. */
function around(value: SqlValue): readonly (SqlValue | undefined)[] {
  if (typeof value === 'bigint') return [value, value + 1n, value - 1n];
  if (typeof value === 'number') return [value, value + 1, value - 1];
  if (typeof value === 'string') return [value, `${value}1`, value.slice(0, -1)];
  return [value ?? undefined, undefined, undefined];
}

function halfAndDouble(value: SqlValue): readonly SqlValue[] {
  return typeof value === 'bigint' ? [value / 2n, value * 2n] : [];
}

type General = (n: number, position: number) => readonly SqlValue[];

const numbers: General = (n) => [0n, 1n, 5n, -1n, BigInt(100 + n), 0.5, 100.25];

const texts: General = (n, position) => [
  `Ab${n}`,
  `ab${n}`,
  `AB${n}`,
  String(n),
  '',
  timeMaker('%Y-%m-%d', position)(n),
  timeMaker('%Y-%m-%d %H:%M:%S', position)(n),
  `{"n":${n}}`,
  `[${n}]`,
  `ab${n}@example.com`,
];

const anything: General = (n, position) => [
  ...numbers(n, position),
  ...texts(n, position),
  new Uint8Array([0, n % 256]),
];

/** What is tried last, by affinity. */
const GENERAL: Readonly<Record<Slot['column']['affinity'], General>> = {
  INTEGER: numbers,
  REAL: numbers,
  TEXT: texts,
  NUMERIC: anything,
  BLOB: anything,
  ANY: anything,
};
