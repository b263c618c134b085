import type { Demands } from './demands.ts';
import { pathsWith } from './documentDemands.ts';
import type { Call, Fact } from './facts.ts';
import { narrow, type Range } from './range.ts';
import { alphabetOf } from './textPattern.ts';

type Draft = { -readonly [Key in keyof Demands]: Demands[Key] };

/** Adds up facts about one column. `alone`: they come from constraints that speak of no other column. */
export function withFacts(demands: Demands, facts: readonly Fact[], alone: boolean): Demands {
  const draft: Draft = { ...demands };
  if (alone && facts.every(isList)) draft.isComplete = true;
  for (const fact of facts) {
    const calls = fact.calls.filter(({ name }) => !TRANSPARENT.has(name));
    const outer = calls.at(-1);
    if (fact.other !== null && fact.other !== fact.column) draft.comparedWith = [...draft.comparedWith, fact.other];
    if (outer === undefined) directly(draft, fact, alone);
    else APPLIED.get(outer.name)?.(draft, fact, outer);
  }
  return draft;
}

function isList({ calls, operator, negated, operands }: Fact): boolean {
  return calls.length === 0 && !negated && operands.length > 0 && (operator === '=' || operator === 'in');
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
  } else if (alone && isList(fact)) {
    draft.only = [...draft.only, ...values];
  } else if (fact.negated || fact.operator === '<>' || isList(fact)) {
    // A value that is forbidden outright is no hint, one that other columns decide about is.
    if (!alone) draft.hints = [...draft.hints, ...values];
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

const STORAGE: ReadonlySet<string> = new Set(['text', 'integer', 'real', 'blob']);

type Apply = (draft: Draft, fact: Fact, call: Call) => void;

const length: Apply = (draft, fact) => {
  draft.length = narrowBy(draft.length, fact);
};

const time =
  (format: string): Apply =>
  (draft, fact) => {
    if (fact.other === fact.column || draft.time === null) draft.time = format;
  };

function match(draft: Draft, glob: string): void {
  draft.patterns = [...draft.patterns, { kind: 'glob', text: glob }];
}

const letters =
  (kind: 'upper' | 'lower'): Apply =>
  (draft, fact) => {
    if (fact.other === fact.column) draft.letters = kind;
  };

const path: Apply = (draft, fact, call) => {
  draft.json ??= 'object';
  draft.paths = pathsWith(draft.paths, fact, call);
};

/** By the function or operator that is applied last. */
const APPLIED: ReadonlyMap<string, Apply> = new Map<string, Apply>(
  Object.entries<Apply>({
    length,
    octet_length: length,
    typeof: (draft, fact) => {
      const [type] = fact.operands;
      if (typeof type === 'string' && !fact.negated && fact.operator !== '<>' && STORAGE.has(type))
        draft.storage ??= type;
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
      const isThere = fact.operator === '>' || fact.operator === '<>' || fact.operator === 'holds';
      if (isThere && typeof args[0] === 'string') match(draft, `*${args[0]}*`);
    },
    substr: (draft, fact, { args }) => {
      const [start] = args;
      const [value] = fact.operands;
      if (typeof value !== 'string' || typeof start !== 'bigint' || fact.operator !== '=') return;
      if (start === 1n) match(draft, `${value}*`);
      if (start < 0n) match(draft, `*${value}`);
    },
    date: time('%Y-%m-%d'),
    time: time('%H:%M:%S'),
    datetime: time('%Y-%m-%d %H:%M:%S'),
    julianday: time('%Y-%m-%d %H:%M:%S'),
    unixepoch: time('%Y-%m-%d %H:%M:%S'),
    strftime: (draft, fact, { args }) =>
      time(typeof args[0] === 'string' ? args[0] : '%Y-%m-%d')(draft, fact, { name: '', args }),
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
  }),
);
