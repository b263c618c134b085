import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenSchema } from '../model/written.ts';
import { quoteLiteral } from '../sql/quote.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { hasTableFunction, knowsAllTables, namesAround } from './parts/namesAround.ts';
import { boundExpressions, quotedValues, readsNames } from './parts/valuePlaces.ts';

/** https://sqlite.org/quirks.html#double_quoted_string_literals_are_accepted */
export const doubleQuotedString: Hazard = {
  id: 'double-quoted-string',
  summary: 'A text in double quotes is the name of nothing, and some builds of SQLite read it as a string.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement, before, after }) => {
      if (!statement.text.includes('"')) return [];
      const tokens = tokensOf(statement);
      const strings = stringsIn(tokens, before, after);
      return strings.map(({ token, isCertain }) => ({
        severity: isCertain && statement.doubleQuotes !== 'text' ? ('error' as const) : ('warning' as const),
        object: token.text,
        message: `${token.text} is no column here`,
        why: 'In double quotes stands a name. Where there is none of that name, D1 and other builds of SQLite read it as a string without a word, also when it is a misspelt column; builds without that quirk refuse it.',
        fix: `Write a string in single quotes: ${quoteLiteral(token.value)}; or correct the name.`,
        location: at(script, statement),
        data: {},
      }));
    });
  },
};

interface QuotedString {
  readonly token: Token;
  readonly isCertain: boolean;
}

function stringsIn(tokens: readonly Token[], before: WrittenSchema, after: WrittenSchema): readonly QuotedString[] {
  const bound = boundExpressions(tokens, after);
  if (bound !== null) {
    return bound
      .filter(({ token, columns }) => !columns.includes(token.value.toLowerCase()))
      .map(({ token }) => ({ token, isCertain: true }));
  }
  if (!readsNames(tokens) || hasTableFunction(tokens)) return [];
  const values = quotedValues(tokens);
  if (values.length === 0) return [];
  const known = namesAround(tokens, [before, after]);
  const isCertain = knowsAllTables(tokens, after);
  return values.filter(({ value }) => !known.has(value.toLowerCase())).map((token) => ({ token, isCertain }));
}
