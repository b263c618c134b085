import type { WrittenColumn, WrittenForeignKey, WrittenTable } from '../model/written.ts';
import { readCreateHeader } from './createHeader.ts';
import { readCreateTable } from './createTable.ts';
import { keyword } from './keyword.ts';
import { closingParenthesis, commaParts } from './parentheses.ts';
import { type Token, tokenize } from './tokens.ts';

/** Words that end a column's type (https://sqlite.org/syntax/column-def.html). */
const BEHIND_TYPE = new Set(
  'constraint primary not null unique check default collate references generated as on deferrable'.split(' '),
);

/** Reads a CREATE TABLE for what the hazards ask of it (https://sqlite.org/lang_createtable.html). */
export function readWrittenTable(sql: string, tokens: readonly Token[] = tokenize(sql)): WrittenTable {
  const definition = readCreateTable(sql, tokens);
  const header = readCreateHeader(tokens);
  const open = header?.next ?? tokens.length;
  const items = tokens[open]?.text === '(' ? commaParts(tokens.slice(open + 1, closingParenthesis(tokens, open))) : [];
  const keys = items.flatMap((item) => keyColumnsOf(item, 'primary'));
  const listed = new Set(keys.map((name) => name.toLowerCase()));
  const columns = definition.columns.map(({ name, default: value, collation, generated }) => {
    const column = readColumn(sql, items.find(([first]) => first?.value === name) ?? []);
    const primaryKey = column.primaryKey || listed.has(name.toLowerCase());
    return { ...column, primaryKey, default: value, collation, generated: generated !== null };
  });
  return {
    name: header?.name ?? '',
    columns,
    selected: null,
    primaryKey: keys.length > 0 ? keys : namesOf(columns, 'primaryKey'),
    uniques: [
      ...namesOf(columns, 'unique').map((name) => [name]),
      ...items.map((item) => keyColumnsOf(item, 'unique')).filter((names) => names.length > 0),
    ],
    foreignKeys: items.flatMap((item) => readKeys(item)),
    checks: definition.checks,
    strict: definition.strict,
    withoutRowid: definition.withoutRowid,
    autoincrement: definition.autoincrement,
    module: definition.module,
  };
}

/** Reads the column of an ALTER TABLE … ADD COLUMN; `tokens` begin with its name. */
export function readAddedColumn(
  sql: string,
  tokens: readonly Token[],
): Pick<WrittenTable, 'foreignKeys' | 'checks'> & { readonly column: WrittenColumn } {
  const [first, last] = [tokens[0], tokens.at(-1)];
  const made = readWrittenTable(`CREATE TABLE t (${sql.slice(first?.start, last?.end)})`);
  const [column = readColumn(sql, tokens)] = made.columns;
  return { column, foreignKeys: made.foreignKeys, checks: made.checks };
}

function readColumn(sql: string, item: readonly Token[]): WrittenColumn {
  const words = outside(item).map(keyword);
  const end = item.findIndex((token, at) => at > 0 && BEHIND_TYPE.has(keyword(token)));
  const type = item.slice(1, end === -1 ? undefined : end);
  const has = (first: string, second?: string): boolean =>
    words.some((word, at) => word === first && (second === undefined || words[at + 1] === second));
  return {
    name: item[0]?.value ?? '',
    type: sql.slice(type[0]?.start ?? 0, type.at(-1)?.end ?? 0),
    notNull: has('not', 'null'),
    primaryKey: has('primary', 'key'),
    unique: has('unique'),
    default: null,
    collation: null,
    generated: false,
  };
}

/** The tokens that stand in no parentheses: what a CHECK says of NULL is not what the column says. */
function outside(tokens: readonly Token[]): readonly Token[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  if (open === -1) return tokens;
  return [...tokens.slice(0, open), ...outside(tokens.slice(closingParenthesis(tokens, open) + 1))];
}

function namesOf(columns: readonly WrittenColumn[], trait: 'primaryKey' | 'unique'): readonly string[] {
  return columns.filter((column) => column[trait]).map(({ name }) => name);
}

/** Columns of a PRIMARY KEY or UNIQUE that is written as a table constraint. */
function keyColumnsOf(item: readonly Token[], word: 'primary' | 'unique'): readonly string[] {
  const behind = word === 'primary' ? 2 : 1;
  const at = item.findIndex((token, index) => keyword(token) === word && item[index + behind]?.text === '(');
  if (at === -1) return [];
  return namesIn(item, at + behind);
}

/** The names listed in the parentheses that open at a place; none where there are none. */
function namesIn(tokens: readonly Token[], open: number): readonly string[] {
  if (tokens[open]?.text !== '(') return [];
  return commaParts(tokens.slice(open + 1, closingParenthesis(tokens, open))).map(([column]) => column?.value ?? '');
}

function readKeys(item: readonly Token[]): readonly WrittenForeignKey[] {
  const at = item.findIndex((token) => keyword(token) === 'references');
  if (at === -1) return [];
  const foreign = item.findIndex((token) => keyword(token) === 'foreign');
  return [
    {
      columns: foreign === -1 ? [item[0]?.value ?? ''] : namesIn(item, foreign + 2),
      parent: item[at + 1]?.value ?? '',
      parentColumns: namesIn(item, at + 2),
      onDelete: actionOn('delete', item.slice(at)),
      onUpdate: actionOn('update', item.slice(at)),
    },
  ];
}

function actionOn(event: 'delete' | 'update', tokens: readonly Token[]): string {
  const words = tokens.map(keyword);
  const at = words.findIndex((word, index) => word === 'on' && words[index + 1] === event);
  if (at === -1) return 'NO ACTION';
  const action = words[at + 2] === 'set' || words[at + 2] === 'no' ? words.slice(at + 2, at + 4) : [words[at + 2]];
  return action.join(' ').toUpperCase();
}
