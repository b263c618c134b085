import type { SqlValue } from '../model/value.ts';
import type { Call, Fact } from './facts.ts';
import { EVERY_NUMBER, narrow, type Range } from './range.ts';
import { alphabetOf, type TextPattern } from './textPattern.ts';

/** What the constraints of a table ask of one column, as far as their text tells; a guess that the engine judges. */
export interface Demands {
  /** The values that it is limited to; empty: not limited. */
  readonly only: readonly SqlValue[];
  /** Values that something about the table depends on. */
  readonly hints: readonly SqlValue[];
  readonly range: Range;
  readonly length: Range;
  /** Number of elements of a JSON array. */
  readonly elements: Range;
  readonly patterns: readonly TextPattern[];
  /** The only characters that a text may hold; null: any. */
  readonly alphabet: string | null;
  readonly letters: 'upper' | 'lower' | null;
  readonly storage: string | null;
  /** Type of a JSON document by the name that `json_type` has for it. */
  readonly json: string | null;
  /** What a JSON document holds, by path. */
  readonly paths: ReadonlyMap<string, SqlValue>;
  /** Format of a time, in the language of `strftime`. */
  readonly time: string | null;
  /** Remainder by divisor. */
  readonly remainder: { readonly divisor: number; readonly rest: number } | null;
  /** Columns that it is compared with, in lower case. */
  readonly comparedWith: readonly string[];
}

type Draft = { -readonly [Key in keyof Demands]: Demands[Key] };

export const NO_DEMANDS: Demands = {
  only: [],
  hints: [],
  range: EVERY_NUMBER,
  length: EVERY_NUMBER,
  elements: EVERY_NUMBER,
  patterns: [],
  alphabet: null,
  letters: null,
  storage: null,
  json: null,
  paths: new Map(),
  time: null,
  remainder: null,
  comparedWith: [],
};

/** Adds up facts about one column. `alone`: they come from constraints that speak of no other column. */
export function withFacts(demands: Demands, facts: readonly Fact[], alone: boolean): Demands {
  const draft: Draft = { ...demands };
  for (const fact of facts) {
    const calls = fact.calls.filter(({ name }) => !TRANSPARENT.has(name));
    const outer = calls.at(-1);
    if (fact.other !== null && fact.other !== fact.column) draft.comparedWith = [...draft.comparedWith, fact.other];
    if (outer === undefined) directly(draft, fact, alone);
    else APPLIED[outer.name]?.(draft, fact, outer);
  }
  return draft;
}

const TRANSPARENT: ReadonlySet<string> = new Set(['cast', 'coalesce', 'ifnull', 'nullif', 'likely', 'unlikely']);

function directly(draft: Draft, fact: Fact, alone: boolean): void {
  const values = fact.operands.filter((value) => value !== null);
  const [value] = values;
  if (value === undefined) return;
  if (fact.operator === 'glob' || fact.operator === 'like') {
    const pattern = { kind: fact.operator, text: String(value) };
    if (fact.negated) draft.alphabet ??= alphabetOf(pattern);
    else draft.patterns = [...draft.patterns, pattern];
  } else if (fact.negated || fact.operator === '<>') {
    draft.hints = [...draft.hints, ...values];
  } else if (fact.operator === '=' || fact.operator === 'in') {
    if (alone) draft.only = [...draft.only, ...values];
    else draft.hints = [...draft.hints, ...values];
  } else if (values.some((one) => typeof one === 'string')) {
    draft.hints = [...draft.hints, ...values];
  } else {
    draft.range = narrowBy(draft.range, fact);
  }
}

function narrowBy(range: Range, fact: Fact): Range {
  const numbers = fact.operands.filter((value) => typeof value === 'number' || typeof value === 'bigint').map(Number);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined || fact.negated) return range;
  if (fact.operator === 'between') return narrow(narrow(range, '>=', first), '<=', last);
  if (fact.operator === '<>') return first === 0 ? narrow(range, '>', 0) : range;
  return narrow(range, fact.operator === 'in' ? '=' : fact.operator, first);
}

type Apply = (draft: Draft, fact: Fact, call: Call) => void;

const length: Apply = (draft, fact) => {
  draft.length = narrowBy(draft.length, fact);
};

const time =
  (format: string): Apply =>
  (draft, fact) => {
    if (fact.other === fact.column || draft.time === null) draft.time = format;
  };

const path: Apply = (draft, fact, { name, args }) => {
  const [key] = args;
  const [value] = fact.operands;
  draft.json ??= 'object';
  if (typeof key !== 'string') return;
  const known = draft.paths.get(key);
  draft.paths = new Map(draft.paths).set(key, name === 'json_type' ? known ?? 1n : value ?? known ?? 1n);
};

const letters =
  (kind: 'upper' | 'lower'): Apply =>
  (draft, fact) => {
    if (fact.other === fact.column) draft.letters = kind;
  };

/** By the function or operator that is applied last. */
const APPLIED: Readonly<Record<string, Apply>> = {
  length,
  octet_length: length,
  typeof: (draft, fact) => {
    const [type] = fact.operands;
    if (typeof type === 'string' && !fact.negated && fact.operator !== '<>') draft.storage ??= type;
  },
  abs: (draft, fact) => {
    draft.range = narrowBy(draft.range, fact);
    if (Number.isFinite(draft.range.high)) draft.range = narrow(draft.range, '>=', -draft.range.high);
  },
  '%': (draft, fact, { args }) => {
    const divisor = Number(args[0]);
    if (fact.operator === '=' && divisor > 0) draft.remainder = { divisor, rest: Number(fact.operands[0] ?? 0) };
  },
  upper: letters('upper'),
  lower: letters('lower'),
  instr: (draft, fact, { args }) => {
    if (typeof args[0] === 'string') draft.patterns = [...draft.patterns, { kind: 'glob', text: `*${args[0]}*` }];
  },
  substr: (draft, fact, { args }) => {
    const [value] = fact.operands;
    if (args[0] !== 1n || typeof value !== 'string' || fact.operator !== '=') return;
    draft.patterns = [...draft.patterns, { kind: 'glob', text: `${value}*` }];
  },
  date: time('%Y-%m-%d'),
  time: time('%H:%M:%S'),
  datetime: time('%Y-%m-%d %H:%M:%S'),
  julianday: time('%Y-%m-%d %H:%M:%S'),
  unixepoch: time('%Y-%m-%d %H:%M:%S'),
  strftime: (draft, fact, { args }) => time(typeof args[0] === 'string' ? args[0] : '%Y-%m-%d')(draft, fact, { name: '', args }),
  json_valid: (draft) => {
    draft.json ??= 'object';
  },
  json_type: (draft, fact, call) => {
    const [type] = fact.operands;
    if (call.args.length > 0) path(draft, fact, call);
    else if (typeof type === 'string') draft.json = type;
  },
  json_array_length: (draft, fact, { args }) => {
    if (args.length > 0) return;
    draft.json = 'array';
    draft.elements = narrowBy(draft.elements, fact);
  },
  json_extract: path,
  '->': path,
  '->>': path,
};
