import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { keyword } from '../sql/keyword.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';

/** https://sqlite.org/lang_altertable.html */
export const d1NewerSql: Hazard = {
  id: 'd1-newer-sql',
  summary: 'A form of ALTER TABLE is newer than the SQLite of D1.',
  onlyOnD1: true,

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement }) => {
      const form = newForm(tokensOf(statement));
      if (form === null) return [];
      return [
        {
          severity: 'error' as const,
          object: `script ${script.path}`,
          message: `D1 does not know ALTER TABLE … ${form}`,
          why: 'SQLite has it since 3.53. D1 answers with a syntax error, or that it may not use a function of its own.',
          fix: 'Build the table anew under its own name: stepproof explain drop-reaches-children',
          location: at(script, statement),
          data: {},
        },
      ];
    });
  },
};

function newForm(tokens: readonly Token[]): string | null {
  if (keyword(tokens[0]) !== 'alter') return null;
  const next = qualifiedName(tokens, 2)?.next ?? tokens.length;
  const [action, what] = [keyword(tokens[next]), keyword(tokens[next + 1])];
  if (action === 'alter') return 'ALTER COLUMN';
  if (action === 'drop' && what === 'constraint') return 'DROP CONSTRAINT';
  return action === 'add' && (what === 'constraint' || what === 'check') ? 'ADD CONSTRAINT' : null;
}
