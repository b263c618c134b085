import { readCreateHeader } from '../sql/createHeader.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import { tokenize } from '../sql/tokens.ts';

/** A column's definition as a CREATE TABLE writes it; the name alone where it is not written there. */
export function columnText(sql: string, column: string): string {
  const tokens = tokenize(sql);
  const open = readCreateHeader(tokens)?.next ?? tokens.length;
  const items = commaParts(tokens.slice(open + 1, closingParenthesis(tokens, open)));
  const item = items.find(([name]) => name?.value === column);
  return item === undefined ? column : sql.slice(item[0]?.start, item.at(-1)?.end);
}
