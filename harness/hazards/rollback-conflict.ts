import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { keyword } from '../sql/keyword.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/lang_conflict.html, https://sqlite.org/lang_createtrigger.html#the_raise_function */
export const rollbackConflict: Hazard = {
  id: 'rollback-conflict',
  summary: 'A conflict that answers ROLLBACK ends the transaction around it.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement }) => {
      const tokens = tokensOf(statement);
      const clause = CLAUSES.find(({ words }) => tokens.some((_, index) => isAt(tokens, index, words)));
      if (clause === undefined) return [];
      return [
        {
          severity: 'error',
          object: `script ${script.path}`,
          message: `${clause.name} takes back everything that was done before it`,
          why: 'The runner has no transaction any more: the statements behind it commit one by one, and D1 answers with an internal error.',
          fix: `Use ABORT, which takes back the statement alone: ${clause.name.replace('ROLLBACK', 'ABORT')}`,
          location: at(script, statement),
          data: {},
        },
      ];
    });
  },
};

const CLAUSES = [
  { name: 'OR ROLLBACK', words: ['or', 'rollback', 'into'] },
  { name: 'UPDATE OR ROLLBACK', words: ['update', 'or', 'rollback'] },
  { name: 'ON CONFLICT ROLLBACK', words: ['on', 'conflict', 'rollback'] },
  { name: 'RAISE(ROLLBACK, …)', words: ['raise', '(', 'rollback'] },
] as const;

function isAt(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, index) => (word === '(' ? tokens[at + index]?.text : keyword(tokens[at + index])) === word);
}
