import { keyword } from './keyword.ts';
import { joinTokens } from './normalise.ts';
import { closingParenthesis, commaParts, textBetween } from './parentheses.ts';
import type { Token } from './tokens.ts';

/** One clause of a column's definition or of a table constraint, in so far as no PRAGMA tells it. */
export type ConstraintClause =
  | { readonly kind: 'constraint'; readonly name: string }
  | { readonly kind: 'check'; readonly expression: string; readonly tokens: string }
  | { readonly kind: 'generated'; readonly expression: string; readonly tokens: string; readonly stored: boolean }
  | { readonly kind: 'default'; readonly expression: string }
  | { readonly kind: 'collate'; readonly collation: string }
  | { readonly kind: 'not null'; readonly conflict: string | null }
  | { readonly kind: 'references'; readonly columns: readonly string[] | null; readonly parent: string }
  | { readonly kind: 'deferrable'; readonly deferred: boolean }
  | { readonly kind: 'autoincrement' };

/**
 * Reads the clauses behind a column's name, or those of a table constraint. What is none of them, the words of a type
 * above all, is passed over. `tokens` are those of one item of the list in CREATE TABLE, `sql` the text they come from
 * (https://sqlite.org/syntax/column-constraint.html, https://sqlite.org/syntax/table-constraint.html).
 */
export function readConstraintClauses(sql: string, tokens: readonly Token[]): readonly ConstraintClause[] {
  const clauses: ConstraintClause[] = [];
  let foreignKeyColumns: readonly string[] | null = null;
  let at = 0;
  while (at < tokens.length) {
    const next = tokens[at + 1];
    const close = next?.text === '(' ? closingParenthesis(tokens, at + 1) : null;
    const inner = close === null ? [] : tokens.slice(at + 2, close);
    const expression = textBetween(sql, next, tokens[close ?? at]);
    let length = close === null ? 1 : close - at + 1;
    switch (keyword(tokens[at])) {
      case 'constraint':
        clauses.push({ kind: 'constraint', name: next?.value ?? '' });
        length = 2;
        break;
      case 'check':
        clauses.push({ kind: 'check', expression, tokens: joinTokens(inner) });
        break;
      case 'as': {
        const stored = keyword(tokens[at + length]) === 'stored';
        clauses.push({ kind: 'generated', expression, tokens: joinTokens(inner), stored });
        break;
      }
      case 'default':
        if (close === null) length = next?.text === '+' || next?.text === '-' ? 3 : 2;
        clauses.push({
          kind: 'default',
          expression: close === null ? written(sql, tokens, at + 1, length - 1) : expression,
        });
        break;
      case 'set':
        // ON DELETE SET DEFAULT and SET NULL are no clauses of the column.
        length = 2;
        break;
      case 'collate':
        clauses.push({ kind: 'collate', collation: next?.value ?? '' });
        length = 2;
        break;
      case 'not':
        length = 2;
        if (keyword(next) === 'null') clauses.push({ kind: 'not null', conflict: conflictClause(tokens, at + 2) });
        if (keyword(next) === 'deferrable') clauses.push({ kind: 'deferrable', deferred: false });
        break;
      case 'deferrable':
        clauses.push({
          kind: 'deferrable',
          deferred: keyword(next) === 'initially' && keyword(tokens[at + 2]) === 'deferred',
        });
        break;
      case 'key':
        if (keyword(inner.at(-1)) === 'autoincrement') clauses.push({ kind: 'autoincrement' });
        if (keyword(tokens[at - 1]) === 'foreign')
          foreignKeyColumns = commaParts(inner).map((part) => part[0]?.value ?? '');
        break;
      case 'references':
        clauses.push({ kind: 'references', columns: foreignKeyColumns, parent: next?.value ?? '' });
        length = 2;
        break;
      case 'autoincrement':
        clauses.push({ kind: 'autoincrement' });
        break;
    }
    at += length;
  }
  return clauses;
}

function conflictClause(tokens: readonly Token[], at: number): string | null {
  const given = keyword(tokens[at]) === 'on' && keyword(tokens[at + 1]) === 'conflict';
  return given ? keyword(tokens[at + 2]).toUpperCase() : null;
}

function written(sql: string, tokens: readonly Token[], from: number, count: number): string {
  return sql.slice(tokens[from]?.start, tokens[from + count - 1]?.end);
}
