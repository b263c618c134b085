import type { WrittenSchema } from '../../model/written.ts';
import { readAlterTable } from '../../sql/alterTable.ts';
import { readCreateHeader } from '../../sql/createHeader.ts';
import { keyword } from '../../sql/keyword.ts';
import { closingParenthesis } from '../../sql/parentheses.ts';
import { qualifiedName } from '../../sql/qualifiedName.ts';
import type { Token } from '../../sql/tokens.ts';
import { columnNames } from '../../sql/writtenSchema.ts';

/** Words behind which a value stands. */
const BEFORE_VALUE = new Set(
  'and between case distinct else escape glob having in is like limit match not offset on or regexp return select then when where'.split(
    ' ',
  ),
);
const OPERATORS = new Set([
  '=',
  '==',
  '<',
  '>',
  '<=',
  '>=',
  '<>',
  '!=',
  '||',
  '+',
  '-',
  '*',
  '/',
  '%',
  '(',
  ',',
  '->',
  '->>',
]);
const VERBS = ['select', 'insert', 'replace', 'update', 'delete', 'with', 'create'];
const ROWID = ['rowid', 'oid', '_rowid_'];

/** Whether a statement reads columns of tables: a query, a change of rows, a view or a trigger. */
export function readsNames(tokens: readonly Token[]): boolean {
  const kind = readCreateHeader(tokens)?.kind;
  return VERBS.includes(keyword(tokens[0])) && (kind === undefined || kind === 'view' || kind === 'trigger');
}

/** The double-quoted tokens that stand where a value is asked for: no table, no function, no qualifier, no alias. */
export function quotedValues(tokens: readonly Token[]): readonly Token[] {
  const lists = tokens.flatMap((token, open) =>
    token.text === '(' && opensNames(tokens, open) ? [[open, closingParenthesis(tokens, open)] as const] : [],
  );
  return tokens.filter(
    ({ text }, at) =>
      text.startsWith('"') && isValueAt(tokens, at) && lists.every(([open, close]) => at < open || at > close),
  );
}

function isValueAt(tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1];
  return isNoPart(tokens, at) && (OPERATORS.has(previous?.text ?? '') || BEFORE_VALUE.has(keyword(previous)));
}

/** Words behind which a name with a list of columns can stand. */
const BEFORE_LISTED = ['into', 'view', 'with', 'recursive', 'exists'];

/** Whether a parenthesis opens a list of columns: of an INSERT, a view, a common table, USING or ON CONFLICT. */
function opensNames(tokens: readonly Token[], open: number): boolean {
  if (['using', 'conflict'].includes(keyword(tokens[open - 1]))) return true;
  const before = tokens[open - 2];
  if (BEFORE_LISTED.includes(keyword(before)) || before?.text === '.') return true;
  return before?.text === ',' && keyword(tokens[closingParenthesis(tokens, open) + 1]) === 'as';
}

/** A double-quoted token that only a column of one table can be meant by. */
interface BoundName {
  readonly token: Token;
  readonly columns: readonly string[];
}

/**
 * The double-quoted names in an index, a CHECK or a generated column, with the columns that there are; null for a
 * statement that holds none of these, none where the columns are not known.
 */
export function boundExpressions(tokens: readonly Token[], schema: WrittenSchema): readonly BoundName[] | null {
  const header = readCreateHeader(tokens);
  const altered = readAlterTable(tokens);
  if (header?.kind === 'index') {
    const table = qualifiedName(tokens, header.next + 1);
    return bound(tokens.slice(table?.next ?? tokens.length), table?.name ?? '', schema);
  }
  if (header?.kind === 'table' && keyword(tokens[header.next]) === 'as') return null;
  if (header?.kind !== 'table' && altered?.kind !== 'add column') return null;
  const table = header?.name ?? altered?.table ?? '';
  return tokens.flatMap((token, at) => {
    if (!['check', 'as'].includes(keyword(token)) || tokens[at + 1]?.text !== '(') return [];
    return bound(tokens.slice(at + 2, closingParenthesis(tokens, at + 1)), table, schema);
  });
}

function bound(tokens: readonly Token[], table: string, schema: WrittenSchema): readonly BoundName[] {
  const known = schema.tables.get(table.toLowerCase());
  const names = known === undefined || known.module !== null ? [] : columnNames(known);
  if (names.length === 0) return [];
  const columns = [...names.map((name) => name.toLowerCase()), ...ROWID, table.toLowerCase()];
  return tokens
    .filter((token, at) => token.text.startsWith('"') && keyword(tokens[at - 1]) !== 'collate' && isNoPart(tokens, at))
    .map((token) => ({ token, columns }));
}

function isNoPart(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.text !== '.' && !['.', '('].includes(tokens[at + 1]?.text ?? '');
}
