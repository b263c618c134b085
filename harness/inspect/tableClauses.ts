import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../sql/parentheses.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { canonicalSql } from './canonicalSql.ts';
import { type CutClause, cutClauses } from './cutClauses.ts';
import { defaultMeaning } from './defaultMeaning.ts';
import { foldName } from './foldName.ts';

/** A constraint or property as a CREATE TABLE writes it; nothing of the text between the names and types is left out. */
export interface TableClause {
  readonly kind:
    | 'primary key'
    | 'unique'
    | 'check'
    | 'foreign key'
    | 'not null'
    | 'default'
    | 'collation'
    | 'generated'
    | 'definition';
  /** The column it is written at; null at table level. */
  readonly column: string | null;
  /** Columns it is about, in lower case; none for a CHECK at table level. */
  readonly columns: readonly string[];
  readonly name: string | null;
  /** What ON CONFLICT says, null when it is not written. */
  readonly conflict: string | null;
  /** What it demands, the same text wherever in the table it is written; without name and ON CONFLICT. */
  readonly meaning: string;
  /** As written. */
  readonly text: string;
}

/** By the word that a clause begins with. */
const KINDS: ReadonlyMap<string, TableClause['kind']> = new Map([
  ['primary', 'primary key'],
  ['unique', 'unique'],
  ['check', 'check'],
  ['foreign', 'foreign key'],
  ['references', 'foreign key'],
  ['not', 'not null'],
  ['default', 'default'],
  ['collate', 'collation'],
  ['generated', 'generated'],
  ['as', 'generated'],
]);

/** Cuts the text of an ordinary CREATE TABLE into its clauses; `names` are the table's own and its columns', in lower case. */
export function readTableClauses(sql: string, names: ReadonlySet<string>): readonly TableClause[] {
  const tokens = tokenize(sql);
  const open = readCreateHeader(tokens)?.next ?? tokens.length;
  const items = commaParts(tokens.slice(open + 1, closingParenthesis(tokens, open)));
  return items.flatMap((item) => {
    const { column, clauses } = cutClauses(item);
    return clauses.map((clause) => describe(sql, column, clause, names));
  });
}

function describe(
  sql: string,
  column: Token | null,
  { name, tokens, named }: CutClause,
  names: ReadonlySet<string>,
): TableClause {
  const kind = KINDS.get(keyword(tokens[0])) ?? 'definition';
  const on = tokens.findIndex((token, at) => keyword(token) === 'on' && keyword(tokens[at + 1]) === 'conflict');
  const said = on < 0 ? tokens : [...tokens.slice(0, on), ...tokens.slice(on + 3)];
  const keys = column === null ? keyColumns(kind, tokens) : [column];
  return {
    kind,
    column: column?.value ?? null,
    columns: keys.map((key) => foldName(key.value)),
    name,
    conflict: on < 0 ? null : keyword(tokens[on + 2]).toUpperCase(),
    meaning: meaning(kind, column, said, names),
    text: sql.slice(named[0]?.start, named.at(-1)?.end),
  };
}

function keyColumns(kind: TableClause['kind'], tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex((token) => token.text === '(');
  if (kind === 'check' || open < 0) return [];
  return commaParts(tokens.slice(open + 1, closingParenthesis(tokens, open))).flatMap((part) => part.slice(0, 1));
}

function meaning(
  kind: TableClause['kind'],
  column: Token | null,
  tokens: readonly Token[],
  names: ReadonlySet<string>,
): string {
  const at = column === null ? '' : `( ${identifiers([column])} )`;
  switch (kind) {
    case 'check':
      return canonicalSql(tokens, names);
    case 'default':
      return `${at} ${defaultMeaning(tokens.slice(1))}`;
    case 'generated':
      return `${at} ${canonicalSql(tokens, names)}`;
    case 'primary key':
    case 'unique': {
      const length = kind === 'unique' ? 1 : 2;
      // AUTOINCREMENT is a property of the table and compared as such.
      const rest = tokens.slice(length).filter((token) => keyword(token) !== 'autoincrement');
      return [kind, at, identifiers(rest)].filter((part) => part !== '').join(' ');
    }
    case 'foreign key':
      return column === null ? identifiers(tokens) : `foreign key ${at} ${identifiers(tokens)}`;
    default:
      return `${at} ${identifiers(tokens)}`;
  }
}

/** SQLite takes a string for a name where only a name can stand. */
function identifiers(tokens: readonly Token[]): string {
  const named = tokens.map((token): Token => (token.kind === 'string' ? { ...token, kind: 'name' } : token));
  return canonicalSql(named, new Set(named.map((token) => foldName(token.value))));
}
