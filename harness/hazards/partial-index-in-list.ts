import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts, textBetween } from '../sql/parentheses.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/partialindex.html#queries_using_partial_indexes: the planner compares terms, it does not reason. */
export const partialIndexInList: Hazard = {
  id: 'partial-index-in-list',
  summary: 'A partial index over an IN list serves only queries that repeat the same list in the same order.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement }): readonly Finding[] => {
      const tokens = tokensOf(statement);
      const header = readCreateHeader(tokens);
      if (header?.kind !== 'index') return [];
      const where = tokens.findIndex((token) => keyword(token) === 'where');
      const open = tokens.findIndex(
        ({ text }, index) => where > 0 && index > where && text === '(' && keyword(tokens[index - 1]) === 'in',
      );
      if (open === -1) return [];
      const close = closingParenthesis(tokens, open);
      if (commaParts(tokens.slice(open + 1, close)).length < 2) return [];
      const list = textBetween(statement.text, tokens[open], tokens[close]);
      return [
        {
          severity: 'note',
          object: `index ${header.name}`,
          message: `index ${header.name} serves only queries that say IN (${list}), in this order`,
          why: 'The planner compares the two lists as they are written: another order, a single one of the values or IN (?, ?) does not use the index.',
          fix: 'Have the query repeat the list, or write the condition with OR: each of its values can then be asked for alone.',
          location: at(script, statement),
          data: { list },
        },
      ];
    });
  },
};
