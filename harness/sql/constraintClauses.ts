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
  | { readonly kind: 'foreign key'; readonly columns: readonly string[] }
  | { readonly kind: 'references'; readonly parent: string }
  | { readonly kind: 'deferrable'; readonly deferred: boolean }
  | { readonly kind: 'autoincrement' };

/** A clause, or null for words that are none of those above, and how many tokens it takes. */
type Reading = readonly [clause: ConstraintClause | null, length: number];

/**
 * Reads the clauses behind a column's name, or those of a table constraint. What is none of them, the words of a type
 * above all, is passed over. `tokens` are those of one item of the list in CREATE TABLE, `sql` the text they come from
 * (https://sqlite.org/syntax/column-constraint.html, https://sqlite.org/syntax/table-constraint.html).
 */
export function readConstraintClauses(sql: string, tokens: readonly Token[]): readonly ConstraintClause[] {
  const clauses: ConstraintClause[] = [];
  let at = 0;
  while (at < tokens.length) {
    const [clause, length] = readClause(sql, tokens, at);
    if (clause !== null) clauses.push(clause);
    at += length;
  }
  return clauses;
}

function readClause(sql: string, tokens: readonly Token[], at: number): Reading {
  const next = tokens[at + 1];
  const following = keyword(next);
  switch (keyword(tokens[at])) {
    case 'constraint':
      return [{ kind: 'constraint', name: next?.value ?? '' }, 2];
    case 'collate':
      return [{ kind: 'collate', collation: next?.value ?? '' }, 2];
    case 'references':
      return [{ kind: 'references', parent: next?.value ?? '' }, 2];
    case 'autoincrement':
      return [{ kind: 'autoincrement' }, 1];
    case 'not':
      if (following === 'null') return [{ kind: 'not null', conflict: conflictAt(tokens, at + 2) }, 2];
      return [following === 'deferrable' ? { kind: 'deferrable', deferred: false } : null, 2];
    case 'deferrable': {
      const deferred = following === 'initially' && keyword(tokens[at + 2]) === 'deferred';
      return [{ kind: 'deferrable', deferred }, 1];
    }
    case 'set':
      // ON DELETE SET DEFAULT and SET NULL are no clauses of the column.
      return [null, 2];
    case 'default':
      if (next?.text !== '(') return readPlainDefault(sql, tokens, at);
  }
  return next?.text === '(' ? readParenthesised(sql, tokens, at) : [null, 1];
}

/** DEFAULT with a literal, a signed number or a bare word behind it. */
function readPlainDefault(sql: string, tokens: readonly Token[], at: number): Reading {
  const sign = tokens[at + 1]?.text;
  const length = sign === '+' || sign === '-' ? 3 : 2;
  return [{ kind: 'default', expression: sql.slice(tokens[at + 1]?.start, tokens[at + length - 1]?.end) }, length];
}

/** A word with parentheses behind it. */
function readParenthesised(sql: string, tokens: readonly Token[], at: number): Reading {
  const close = closingParenthesis(tokens, at + 1);
  const inner = tokens.slice(at + 2, close);
  const expression = textBetween(sql, tokens[at + 1], tokens[close]);
  const length = close - at + 1;
  switch (keyword(tokens[at])) {
    case 'check':
      return [{ kind: 'check', expression, tokens: joinTokens(inner) }, length];
    case 'as': {
      const stored = keyword(tokens[close + 1]) === 'stored';
      return [{ kind: 'generated', expression, tokens: joinTokens(inner), stored }, length];
    }
    case 'default':
      return [{ kind: 'default', expression }, length];
    case 'key':
      if (keyword(tokens[at - 1]) === 'foreign') {
        return [{ kind: 'foreign key', columns: commaParts(inner).map((part) => part[0]?.value ?? '') }, length];
      }
      return [keyword(inner.at(-1)) === 'autoincrement' ? { kind: 'autoincrement' } : null, length];
    default:
      return [null, length];
  }
}

function conflictAt(tokens: readonly Token[], at: number): string | null {
  const given = keyword(tokens[at]) === 'on' && keyword(tokens[at + 1]) === 'conflict';
  return given ? keyword(tokens[at + 2]).toUpperCase() : null;
}
