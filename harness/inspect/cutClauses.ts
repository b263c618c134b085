import { keyword } from '../sql/keyword.ts';
import { closingParenthesis } from '../sql/parentheses.ts';
import type { Token } from '../sql/tokens.ts';

/** A constraint or property of a column or of the table, as tokens. */
export interface CutClause {
  readonly name: string | null;
  /** Without the CONSTRAINT that names it. */
  readonly tokens: readonly Token[];
  /** With it. */
  readonly named: readonly Token[];
}

/** One item of the list in CREATE TABLE: a column with its clauses, or table constraints (`column` null). */
export interface CutItem {
  readonly column: Token | null;
  readonly clauses: readonly CutClause[];
}

const TABLE_CONSTRAINTS: ReadonlySet<string> = new Set(['constraint', 'primary', 'unique', 'check', 'foreign']);
const COLUMN_CONSTRAINTS: ReadonlySet<string> = new Set(
  'constraint primary unique check not null default collate references generated as'.split(' '),
);

/** How many tokens belong to a clause's head, so that a word among them is not taken for the next clause. */
const HEADS: ReadonlyMap<string, number> = new Map([
  ['not', 2],
  ['default', 2],
  ['collate', 2],
  ['references', 2],
  ['generated', 3],
]);

/** Cuts an item so that every token behind the column's name and type is in one of the clauses. */
export function cutClauses(item: readonly Token[]): CutItem {
  const tableLevel = TABLE_CONSTRAINTS.has(keyword(item[0]));
  const words = tableLevel ? TABLE_CONSTRAINTS : COLUMN_CONSTRAINTS;
  const clauses: CutClause[] = [];
  // SQLite gives a CHECK the last name written in its item, whatever clauses stand between.
  let lastName: string | null = null;
  let at = nextClause(item, tableLevel ? 0 : 1, words);
  while (at < item.length) {
    const ownName = keyword(item[at]) === 'constraint' ? (item[at + 1]?.value ?? null) : null;
    lastName = ownName ?? lastName;
    const start = ownName !== null && at + 2 < item.length ? at + 2 : at;
    const end = nextClause(item, start + headLength(item, start), words);
    const name = keyword(item[start]) === 'check' ? lastName : ownName;
    clauses.push({ name, tokens: item.slice(start, end), named: item.slice(at, end) });
    at = end;
  }
  return { column: tableLevel ? null : (item[0] ?? null), clauses };
}

function headLength(item: readonly Token[], at: number): number {
  if (item[at + 1]?.text === '(') return 1;
  return HEADS.get(keyword(item[at])) ?? 1;
}

/** The next token from `at` on that begins a clause, or the number of tokens. */
function nextClause(item: readonly Token[], at: number, words: ReadonlySet<string>): number {
  let next = at;
  while (next < item.length && !beginsClause(item, next, words)) {
    next = item[next]?.text === '(' ? closingParenthesis(item, next) + 1 : next + 1;
  }
  return Math.min(next, item.length);
}

function beginsClause(item: readonly Token[], at: number, words: ReadonlySet<string>): boolean {
  if (!words.has(keyword(item[at]))) return false;
  // ON DELETE SET NULL, ON DELETE SET DEFAULT and NOT DEFERRABLE go on with a foreign key.
  return keyword(item[at - 1]) !== 'set' && keyword(item[at + 1]) !== 'deferrable';
}
