import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis } from '../sql/parentheses.ts';
import type { Token } from '../sql/tokens.ts';
import { addedColumns } from './parts/added.ts';
import { at } from './parts/at.ts';

const CLOCK = ['current_timestamp', 'current_date', 'current_time'];

/** https://sqlite.org/lang_altertable.html#altertabaddcol */
export const nonConstantDefault: Hazard = {
  id: 'non-constant-default',
  summary: 'A column that is added with a default that has to be computed is refused, as soon as the table has a row.',

  look(context): readonly Finding[] {
    return addedColumns(context)
      .filter(({ tokens, isOld }) => isOld && isComputed(tokens))
      .map(({ met, table, column }) => ({
        severity: 'error',
        object: `column ${table}.${column.name}`,
        message: `ALTER TABLE ${table} ADD COLUMN ${column.name} fails where the table has a row: its default is not constant`,
        why: 'SQLite does not write the rows that are there anew, so their value must be one for all. On an empty database the statement goes through.',
        fix: 'Add it without a default and fill it by UPDATE, or with a constant one; a computed default needs a rebuild.',
        location: at(context.script, met.statement),
        data: { table },
      }));
  },
};

/** A word of the clock, or an expression that calls a function. */
function isComputed(tokens: readonly Token[]): boolean {
  const start = tokens.findIndex((token) => keyword(token) === 'default') + 1;
  if (start === 0) return false;
  if (CLOCK.includes(keyword(tokens[start]))) return true;
  if (tokens[start]?.text !== '(') return false;
  const inner = tokens.slice(start + 1, closingParenthesis(tokens, start));
  return inner.some(
    (token, index) => CLOCK.includes(keyword(token)) || (token.kind === 'word' && inner[index + 1]?.text === '('),
  );
}
