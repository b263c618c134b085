import { encodeCell } from '../../inspect/cell.ts';
import { showCell } from '../../inspect/showCell.ts';
import type { SqlValue } from '../../model/value.ts';
import type { Fact } from '../facts.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { ReadCheck } from '../tableReading.ts';
import type { Row } from './constraint.ts';
import { nearbyDocuments } from './nearbyDocuments.ts';
import { ofLength } from './ofLength.ts';
import { columnName } from './positions.ts';

/** A value at the edge of what a CHECK allows. */
export interface NearbyValue {
  readonly what: string;
  readonly value: SqlValue;
}

/** More values than this are not tried for one column of a CHECK. */
const MOST_VALUES = 60;
/** Longer texts are not made. */
const LONGEST = 1_000_000;

/** Each constant that a CHECK compares a column with, its neighbours, texts around a length, NULL. */
export function nearbyValues(
  plan: TablePlan,
  { facts }: ReadCheck,
  position: number,
  row: Row,
): readonly NearbyValue[] {
  const column = columnName(plan, position);
  const own = facts.filter((fact) => plan.reading.origins.get(fact.column)?.includes(column.toLowerCase()));
  const constants = [null, ...own.flatMap(constantsOf)].map((value) => ({ what: `${column} = ${show(value)}`, value }));
  const value = row[position] ?? null;
  const lengths = (value === null ? [] : own.flatMap(lengthsOf)).map((length) => ({
    what: `${column} of length ${length}`,
    value: ofLength(value, length),
  }));
  const documents = own
    .flatMap((fact) => nearbyDocuments(fact, value))
    .map(([what, document]) => ({ what: `${column}: ${what}`, value: document }));
  const beside = own.flatMap((fact) => besideOther(plan, column, fact, row));
  const distinct = new Map([...constants, ...lengths, ...documents, ...beside].map((one) => [one.what, one]));
  return [...distinct.values()].slice(0, MOST_VALUES);
}

function constantsOf({ calls, operator, operands }: Fact): readonly SqlValue[] {
  if (operator === 'like' || operator === 'glob' || calls.some(({ name }) => CHANGES_MEANING.has(name))) return [];
  return operands.flatMap(around);
}

/** What is compared is no value of the column behind these. */
const CHANGES_MEANING: ReadonlySet<string> = new Set([
  'json_extract',
  '->',
  '->>',
  'length',
  'octet_length',
  'typeof',
  'json_type',
  'json_array_length',
]);

function around(value: SqlValue): readonly SqlValue[] {
  if (typeof value === 'bigint') return [value - 1n, value, value + 1n, Number(value) - 0.5, Number(value) + 0.5];
  if (typeof value === 'number') return [value - 1, value, value + 1];
  return value === null ? [] : [value];
}

function lengthsOf({ calls, operands }: Fact): readonly number[] {
  if (!calls.some(({ name }) => name === 'length' || name === 'octet_length')) return [];
  const lengths = operands.filter((operand) => typeof operand === 'bigint').flatMap((one) => [one - 1n, one, one + 1n]);
  return lengths.map(Number).filter((length) => length >= 0 && length <= LONGEST);
}

function besideOther(plan: TablePlan, column: string, { other }: Fact, row: Row): readonly NearbyValue[] {
  const at = plan.columns.findIndex((candidate) => candidate.column.name.toLowerCase() === other);
  const value = row[at] ?? null;
  if (other === null || value === null || column.toLowerCase() === other) return [];
  const [below, same, above] = typeof value === 'string' ? [value.slice(0, -1), value, `${value}1`] : around(value);
  return [
    { what: `${column} just below ${other}`, value: below ?? null },
    { what: `${column} equal to ${other}`, value: same ?? null },
    { what: `${column} just above ${other}`, value: above ?? null },
  ];
}

function show(value: SqlValue): string {
  return showCell(encodeCell(value));
}
