import type { CheckConstraint } from '../model/schema.ts';
import { type ConstraintClause, readConstraintClauses } from './constraintClauses.ts';
import { readCreateHeader } from './createHeader.ts';
import { keyword } from './keyword.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import { type Token, tokenize } from './tokens.ts';

/** What only the text tells about a column; `PRAGMA table_xinfo` knows the rest. */
export interface ColumnDefinition {
  readonly name: string;
  /** In upper case; null when none is written. */
  readonly collation: string | null;
  /** The DEFAULT expression as written, without parentheses around it. */
  readonly default: string | null;
  /** The generating expression, as written and as tokens. */
  readonly generated: { readonly expression: string; readonly tokens: string; readonly stored: boolean } | null;
  /** What NOT NULL ON CONFLICT does, in upper case: with anything but ABORT, FAIL or ROLLBACK a NULL is not refused. */
  readonly notNullConflict: string | null;
}

/** A foreign key as written; `PRAGMA foreign_key_list` knows the rest, and lists them last first. */
export interface ForeignKeyDefinition {
  readonly columns: readonly string[];
  readonly parent: string;
  readonly deferred: boolean;
}

/** What only the text of CREATE TABLE tells. */
export interface TableDefinition {
  /** In declared order; none for a virtual table and for CREATE TABLE … AS. */
  readonly columns: readonly ColumnDefinition[];
  /** Of columns and of the table, in the order of the text. */
  readonly checks: readonly CheckConstraint[];
  /** Of columns and of the table, in the order of the text. */
  readonly foreignKeys: readonly ForeignKeyDefinition[];
  readonly autoincrement: boolean;
  readonly withoutRowid: boolean;
  readonly strict: boolean;
  /** Module of a virtual table in lower case, for example `fts5`. */
  readonly module: string | null;
}

const TABLE_CONSTRAINTS = ['constraint', 'primary', 'unique', 'check', 'foreign'];

/**
 * Reads the text of a CREATE TABLE statement, also as `sqlite_schema` stores it; a caller that has its tokens hands them
 * in (https://sqlite.org/lang_createtable.html).
 */
export function readCreateTable(sql: string, tokens = tokenize(sql)): TableDefinition {
  const header = readCreateHeader(tokens);
  const open = header?.kind === 'table' && tokens[header.next]?.text === '(' ? header.next : tokens.length;
  const close = closingParenthesis(tokens, open);
  const items = commaParts(tokens.slice(open + 1, close)).map((item) => readItem(sql, item));
  const options = tokens.slice(close + 1).map(keyword);
  return {
    columns: items.flatMap((item) => (item.column === null ? [] : [columnDefinition(item.column, item.clauses)])),
    checks: checks(items),
    foreignKeys: foreignKeys(items),
    autoincrement: items.some((item) => item.clauses.some((clause) => clause.kind === 'autoincrement')),
    withoutRowid: options.includes('without'),
    strict: options.includes('strict'),
    module: header?.kind === 'virtual table' ? (tokens[header.next + 1]?.value.toLowerCase() ?? null) : null,
  };
}

/** A column with its clauses, or table constraints (`column` null). */
interface Item {
  readonly column: string | null;
  readonly clauses: readonly ConstraintClause[];
}

function readItem(sql: string, tokens: readonly Token[]): Item {
  const isColumn = !TABLE_CONSTRAINTS.includes(keyword(tokens[0]));
  return {
    column: isColumn ? (tokens[0]?.value ?? '') : null,
    clauses: readConstraintClauses(sql, isColumn ? tokens.slice(1) : tokens),
  };
}

function columnDefinition(name: string, clauses: readonly ConstraintClause[]): ColumnDefinition {
  const generated = last(clauses, 'generated');
  return {
    name,
    collation: last(clauses, 'collate')?.collation.toUpperCase() ?? null,
    default: last(clauses, 'default')?.expression ?? null,
    generated: generated
      ? { expression: generated.expression, tokens: generated.tokens, stored: generated.stored }
      : null,
    notNullConflict: last(clauses, 'not null')?.conflict ?? null,
  };
}

/** SQLite lets a clause be written twice; the later one holds. */
function last<Kind extends ConstraintClause['kind']>(clauses: readonly ConstraintClause[], kind: Kind) {
  return clauses.findLast((clause): clause is Extract<ConstraintClause, { kind: Kind }> => clause.kind === kind);
}

/**
 * SQLite gives the name behind CONSTRAINT to every later CHECK up to the next column or the comma behind a table
 * constraint; it is the name in the error message.
 */
function checks(items: readonly Item[]): readonly CheckConstraint[] {
  const found: CheckConstraint[] = [];
  let name: string | null = null;
  for (const [at, { column, clauses }] of items.entries()) {
    const isFirstTableConstraint = column === null && items[at - 1]?.column !== null;
    if (!isFirstTableConstraint) name = null;
    for (const clause of clauses) {
      if (clause.kind === 'constraint') name = clause.name;
      if (clause.kind === 'check') {
        found.push({ name, expression: clause.expression, tokens: clause.tokens, column });
      }
    }
  }
  return found;
}

function foreignKeys(items: readonly Item[]): readonly ForeignKeyDefinition[] {
  const found: ForeignKeyDefinition[] = [];
  for (const { column, clauses } of items) {
    let columns = column === null ? [] : [column];
    for (const clause of clauses) {
      if (clause.kind === 'foreign key') columns = [...clause.columns];
      if (clause.kind === 'references') found.push({ columns, parent: clause.parent, deferred: false });
      // A DEFERRABLE speaks of the foreign key before it, wherever that one stands.
      const previous = found.at(-1);
      if (clause.kind === 'deferrable' && previous) {
        found[found.length - 1] = { ...previous, deferred: clause.deferred };
      }
    }
  }
  return found;
}
