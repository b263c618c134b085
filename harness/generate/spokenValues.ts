import type { Column } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { NO_DEMANDS } from './demands.ts';
import type { Fact } from './facts.ts';
import { textFitter } from './fitText.ts';

/** The values of a column that an expression treats in another way than most, and those beside a bound. */
export function spokenValues(
  { column, calls, operator, operands, other }: Fact,
  { affinity, notNull }: Column,
): readonly SqlValue[] {
  const isText = affinity === 'TEXT' || affinity === 'BLOB';
  const treated = calls.flatMap(({ name, args }) => {
    if (STAND_INS.has(name)) return args;
    return isText ? (MENDED.get(name)?.(args) ?? []) : [];
  });
  const isBare = calls.every(({ name }) => STAND_INS.has(name) || name === 'cast');
  const compared = isBare ? (COMPARED.get(operator) ?? equal)(operands) : [];
  const shared =
    isBare && operator === '=' && other !== null && other !== column ? [affinity === 'INTEGER' ? 7n : SHARED_TEXT] : [];
  return [...treated, ...compared, ...shared].filter((value) => value !== null || !notNull);
}

/** What two columns that are held against each other have in common; a moment, since such columns are often times. */
const SHARED_TEXT = '2024-02-29 13:37:05';

/** What NULL becomes, and what becomes NULL. */
const STAND_INS: ReadonlySet<string> = new Set(['coalesce', 'ifnull', 'nullif']);

type Values = (operands: readonly SqlValue[]) => readonly SqlValue[];

const equal: Values = (operands) => operands;

/** On the side that a comparison asks for, then on the other. */
const beside =
  (...steps: readonly bigint[]): Values =>
  ([value = null]) =>
    typeof value === 'bigint' ? steps.map((step) => value + step) : [value];

const between: Values = (ends) => [...ends, ...beside(-1n)(ends)];

const COMPARED: ReadonlyMap<Fact['operator'], Values> = new Map<Fact['operator'], Values>([
  ['<', beside(-1n, 0n)],
  ['<=', beside(0n, 1n)],
  ['>', beside(1n, 0n)],
  ['>=', beside(0n, -1n)],
  ['between', between],
  ['like', (operands) => operands.map((text) => matching('like', text))],
  ['glob', (operands) => operands.map((text) => matching('glob', text))],
]);

function matching(kind: 'like' | 'glob', text: SqlValue): string {
  return textFitter({ ...NO_DEMANDS, patterns: [{ kind, text: String(text) }] }).adjust('', 7);
}

/** Times that end in no zeros, with and without what a date leaves out. */
const TIMES: Values = () => ['2024-02-29', '2024-02-29 13:37:05', '2024-02-29T13:37:05.250Z'];
const MIXED: Values = () => ['AbC'];
const PADDED: Values = () => ['  Ab  '];
const holding: Values = (args) => args.flatMap((text) => (typeof text === 'string' ? [`Ab${text}c`] : []));

/** By function: texts that it changes. */
const MENDED: ReadonlyMap<string, Values> = new Map([
  ['replace', holding],
  ['instr', holding],
  ['trim', PADDED],
  ['ltrim', PADDED],
  ['rtrim', PADDED],
  ['lower', MIXED],
  ['upper', MIXED],
  ['date', TIMES],
  ['time', TIMES],
  ['datetime', TIMES],
  ['julianday', TIMES],
  ['unixepoch', TIMES],
  ['strftime', TIMES],
]);
