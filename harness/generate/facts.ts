import type { SqlValue } from '../model/value.ts';
import { keyword } from '../sql/keyword.ts';
import type { Token } from '../sql/tokens.ts';
import type { Comparison } from './comparison.ts';
import { comparisonBefore, comparisonBehind, HOLDS } from './comparison.ts';
import { literalAt, literalUpTo } from './literal.ts';

/** A function or operator applied to a column, with its constant arguments. */
export interface Call {
  readonly name: string;
  readonly args: readonly SqlValue[];
}

/** One thing that an expression says about a column, whatever AND, OR and NOT stand around it. */
export interface Fact extends Comparison {
  /** Lower case. */
  readonly column: string;
  /** What is applied to the column before it is compared, innermost first. */
  readonly calls: readonly Call[];
}

/**
 * Collects what an expression says about columns, one fact for each time that it names one. `row`: only columns
 * written as `row.column` are meant, as in a trigger.
 */
export function factsAbout(tokens: readonly Token[], columns: ReadonlySet<string>, row?: string): readonly Fact[] {
  const readColumn = (at: number): string | null => columnAt(tokens, at, columns);
  return tokens.flatMap((_, at) => {
    const column = readColumn(at);
    if (column === null || (row !== undefined && tokens[at - 2]?.text.toLowerCase() !== row)) return [];
    const { calls, start, end } = subjectAround(tokens, at);
    const comparison = comparisonBehind(tokens, end + 1, readColumn) ?? comparisonBefore(tokens, start - 1, readColumn);
    return [{ column, calls, ...(comparison ?? HOLDS) }];
  });
}

/** The column that a token names, in lower case. */
export function columnAt(tokens: readonly Token[], at: number, columns: ReadonlySet<string>): string | null {
  const token = tokens[at];
  if (token?.kind !== 'word' && token?.kind !== 'name') return null;
  const name = token.value.toLowerCase();
  const next = tokens[at + 1]?.text;
  return columns.has(name) && next !== '(' && next !== '.' ? name : null;
}

interface Subject {
  readonly calls: Call[];
  start: number;
  end: number;
}

/** Widens a column's token to the calls and parentheses that enclose it alone. */
function subjectAround(tokens: readonly Token[], at: number): Subject {
  const subject: Subject = { calls: [], start: tokens[at - 1]?.text === '.' ? at - 2 : at, end: at };
  while (widenByOperator(tokens, subject) || widenByCall(tokens, subject));
  return subject;
}

function widenByOperator(tokens: readonly Token[], subject: Subject): boolean {
  const operator = tokens[subject.end + 1]?.text.toLowerCase() ?? '';
  if (operator === 'collate') {
    subject.end += 2;
    return true;
  }
  if (operator !== '%' && operator !== '->' && operator !== '->>') return false;
  const literal = literalAt(tokens, subject.end + 2);
  if (literal === null) return false;
  subject.calls.push({ name: operator, args: [literal.value] });
  subject.end = literal.next - 1;
  return true;
}

/** Widens by `name(subject)`, `name(subject, constants…)`, `name(constant, subject)` or plain parentheses. */
function widenByCall(tokens: readonly Token[], subject: Subject): boolean {
  const leading = tokens[subject.start - 1]?.text === ',' ? literalUpTo(tokens, subject.start - 2) : null;
  const open = leading === null ? subject.start - 1 : subject.start - 3;
  if (tokens[open]?.text !== '(') return false;
  const name = keyword(tokens[open - 1]);
  const args = leading === null ? [] : [leading.value];
  let close = subject.end + 1;
  if (name === 'cast' && keyword(tokens[close]) === 'as')
    while (close < tokens.length && tokens[close]?.text !== ')') close++;
  while (tokens[close]?.text === ',') {
    const literal = literalAt(tokens, close + 1);
    if (literal === null) return false;
    args.push(literal.value);
    close = literal.next;
  }
  if (tokens[close]?.text !== ')') return false;
  const isCall = name !== '' && !NOT_FUNCTIONS.has(name);
  if (isCall) subject.calls.push({ name, args });
  subject.start = isCall ? open - 1 : open;
  subject.end = close;
  return true;
}

const NOT_FUNCTIONS: ReadonlySet<string> = new Set(
  'and or not is in between like glob case when then else where select check values'.split(' '),
);
