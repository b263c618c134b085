import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { MetStatement } from '../model/written.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { columnNames } from '../sql/writtenSchema.ts';
import { at } from './parts/at.ts';

const MOST_BYTES = 100_000;
const MOST_COLUMNS = 100;
const MOST_TERMS = 5;
const MOST_ARGUMENTS = 32;
const MOST_PATTERN_BYTES = 50;

/** https://developers.cloudflare.com/d1/platform/limits/; the number of terms in a compound select is measured. */
export const d1Limits: Hazard = {
  id: 'd1-limits',
  summary: 'A statement is larger than D1 takes it.',
  onlyOnD1: true,

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap((met) =>
      excesses(met).map(({ what, why, fix }) => ({
        severity: 'error' as const,
        object: `script ${script.path}`,
        message: what,
        why,
        fix,
        location: at(script, met.statement),
        data: {},
      })),
    );
  },
};

interface Excess {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

function excesses(met: MetStatement): readonly Excess[] {
  const tokens = tokensOf(met.statement);
  return [tooLong(met), tooWide(met), tooManyTerms(tokens), tooManyArguments(tokens), patternTooLong(tokens)].filter(
    (excess) => excess !== null,
  );
}

function tooLong({ statement }: MetStatement): Excess | null {
  const bytes = Buffer.byteLength(statement.text);
  if (bytes <= MOST_BYTES) return null;
  return {
    what: `the statement has ${bytes} bytes, and D1 takes ${MOST_BYTES}`,
    why: 'D1 answers "statement too long".',
    fix: 'Cut it into several: rows can be inserted by many statements of one script.',
  };
}

function tooWide({ before, after }: MetStatement): Excess | null {
  for (const [key, table] of after.tables) {
    const columns = columnNames(table).length;
    if (before.tables.get(key) === table || columns <= MOST_COLUMNS) continue;
    return {
      what: `table ${table.name} has ${columns} columns, and D1 takes ${MOST_COLUMNS}`,
      why: 'D1 answers "too many columns", and cannot even open a database that holds such a table.',
      fix: 'Split the table, or keep what is rarely asked for in one JSON column.',
    };
  }
  return null;
}

const COMPOUNDS = ['union', 'intersect', 'except'];

/** Terms are counted within one pair of parentheses: each select there is a compound of its own. */
function tooManyTerms(tokens: readonly Token[]): Excess | null {
  const counts = [1];
  let most = 1;
  for (const token of tokens) {
    if (token.text === '(') counts.push(1);
    else if (token.text === ')') counts.pop();
    else if (token.text === ';') counts[counts.length - 1] = 1;
    else if (COMPOUNDS.includes(keyword(token))) {
      counts[counts.length - 1] = (counts.at(-1) ?? 1) + 1;
      most = Math.max(most, counts.at(-1) ?? 1);
    }
  }
  if (most <= MOST_TERMS) return null;
  return {
    what: `a compound select has ${most} terms, and D1 takes ${MOST_TERMS}`,
    why: 'D1 answers "too many terms in compound SELECT".',
    fix: 'Use VALUES (…), (…) for rows: it has no such limit; else put the terms together in common tables.',
  };
}

function tooManyArguments(tokens: readonly Token[]): Excess | null {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || tokens[index + 1]?.text !== '(' || !isCall(tokens, index)) continue;
    const given = commaParts(tokens.slice(index + 2, closingParenthesis(tokens, index + 1))).length;
    if (given <= MOST_ARGUMENTS) continue;
    return {
      what: `${token.text}() is called with ${given} arguments, and D1 takes ${MOST_ARGUMENTS}`,
      why: 'D1 in production has a lower limit than D1 on your machine, where this passes.',
      fix: 'Build the value in parts: json_set(json_object(…), …), or concatenation.',
    };
  }
  return null;
}

/** Names with parentheses behind them that are no calls: lists of values and columns, and definitions. */
const NO_CALLS =
  'in values as and or not exists over key unique check using conflict select from where on when then'.split(' ');
const BEFORE_DEFINED = ['table', 'into', 'on', 'view', 'references', 'with', 'exists', 'recursive'];

function isCall(tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1];
  return (
    !NO_CALLS.includes(keyword(tokens[at])) && !BEFORE_DEFINED.includes(keyword(previous)) && previous?.text !== '.'
  );
}

function patternTooLong(tokens: readonly Token[]): Excess | null {
  const pattern = tokens.find(
    ({ kind, value }, index) =>
      kind === 'string' &&
      ['like', 'glob'].includes(keyword(tokens[index - 1])) &&
      Buffer.byteLength(value) > MOST_PATTERN_BYTES,
  );
  if (pattern === undefined) return null;
  return {
    what: `a LIKE or GLOB pattern has ${Buffer.byteLength(pattern.value)} bytes, and D1 takes ${MOST_PATTERN_BYTES}`,
    why: 'D1 accepts it inside of a CHECK, a trigger or an index, and fails at every row that is written: "LIKE or GLOB pattern too complex".',
    fix: 'Use a shorter pattern, or instr() and substr().',
  };
}
