import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';

/** Functions of date and time, and from how many arguments on they do not read the clock by themselves. */
const TIMES: ReadonlyMap<string, number> = new Map([
  ['date', 1],
  ['time', 1],
  ['datetime', 1],
  ['julianday', 1],
  ['unixepoch', 1],
  ['strftime', 2],
]);
const CLOCK_WORDS = ['now', 'localtime', 'utc'];
const ALWAYS = ['random', 'randomblob', 'changes', 'total_changes', 'last_insert_rowid'];
const CONSTANTS = ['current_timestamp', 'current_date', 'current_time'];

/** https://sqlite.org/deterministic.html */
export const nonDeterministicExpression: Hazard = {
  id: 'non-deterministic-expression',
  summary: 'An index, a generated column or a CHECK depends on the clock or on chance.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement }) =>
      expressionsOf(tokensOf(statement)).flatMap(({ what, tokens }): readonly Finding[] => {
        const culprit = unsteady(tokens, what === 'a CHECK');
        if (culprit === null) return [];
        return [
          {
            severity: 'error',
            object: `script ${script.path}`,
            message: `${what} calls ${culprit}, which gives another answer each time`,
            why: 'SQLite refuses it: some of these at once, those of the clock only when a row is written. On an empty database the statement goes through, and the table cannot be written from then on.',
            fix: 'Use only what the row itself holds; compare with the clock in the query.',
            location: at(script, statement),
            data: {},
          },
        ];
      }),
    );
  },
};

interface Expression {
  readonly what: 'an index' | 'a generated column' | 'a CHECK';
  readonly tokens: readonly Token[];
}

/** The expressions of a statement that must not change by themselves. */
function expressionsOf(tokens: readonly Token[]): readonly Expression[] {
  const header = readCreateHeader(tokens);
  if (header?.kind === 'index') return [{ what: 'an index', tokens: tokens.slice(header.next) }];
  if (header?.kind !== 'table' && keyword(tokens[0]) !== 'alter') return [];
  if (header !== null && keyword(tokens[header.next]) === 'as') return [];
  return tokens.flatMap((token, index): readonly Expression[] => {
    const word = keyword(token);
    if ((word !== 'check' && word !== 'as') || tokens[index + 1]?.text !== '(') return [];
    const inner = tokens.slice(index + 2, closingParenthesis(tokens, index + 1));
    return [{ what: word === 'check' ? 'a CHECK' : 'a generated column', tokens: inner }];
  });
}

/** A CHECK may call random() and CURRENT_TIMESTAMP (measured); nothing else may. */
function unsteady(tokens: readonly Token[], isCheck: boolean): string | null {
  for (const [index, token] of tokens.entries()) {
    const word = keyword(token);
    if (!isCheck && CONSTANTS.includes(word)) return word.toUpperCase();
    if (tokens[index + 1]?.text !== '(') continue;
    if (!isCheck && ALWAYS.includes(word)) return `${word}()`;
    const least = TIMES.get(word);
    if (least === undefined) continue;
    const given = commaParts(tokens.slice(index + 2, closingParenthesis(tokens, index + 1)));
    const reads = given.find(
      ([first, ...more]) =>
        first?.kind === 'string' && more.length === 0 && CLOCK_WORDS.includes(first.value.toLowerCase()),
    );
    if (reads !== undefined) return `${word}(… ${reads[0]?.text} …)`;
    if (given.length < least) return `${word}() without a time`;
  }
  return null;
}
