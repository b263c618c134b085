import type { Statement } from '../model/script.ts';
import type { MetStatement, WrittenSchema, WrittenTable } from '../model/written.ts';
import { readCreateHeader } from './createHeader.ts';
import { readCreateIndex } from './createIndex.ts';
import { keyword } from './keyword.ts';
import { qualifiedName } from './qualifiedName.ts';
import { type Lookup, readSelect, UNKNOWN_RELATION } from './relation.ts';
import type { Token } from './tokens.ts';
import { tokensOf } from './tokensOf.ts';
import { alterWritten } from './writtenAlterations.ts';
import { readWrittenTable } from './writtenTable.ts';

/** A schema with nothing in it. */
export const NOTHING_WRITTEN: WrittenSchema = {
  tables: new Map(),
  indexes: new Map(),
  views: new Map(),
  triggers: new Map(),
};

/** Follows the text of statements, one after the other: what each meets, and what it leaves. */
export function followStatements(statements: readonly Statement[], start: WrittenSchema): readonly MetStatement[] {
  let before = start;
  return statements.map((statement) => {
    const met = { statement, before, after: follow(before, statement) };
    before = met.after;
    return met;
  });
}

function follow(schema: WrittenSchema, statement: Statement): WrittenSchema {
  const tokens = tokensOf(statement);
  switch (keyword(tokens[0])) {
    case 'create':
      return created(schema, statement.text, tokens);
    case 'drop':
      return dropped(schema, tokens);
    case 'alter':
      return alterWritten(schema, statement.text, tokens);
    default:
      return schema;
  }
}

/** IF NOT EXISTS leaves what is there. */
function created(schema: WrittenSchema, sql: string, tokens: readonly Token[]): WrittenSchema {
  const header = readCreateHeader(tokens);
  if (header === null) return schema;
  const { name } = header;
  const key = name.toLowerCase();
  switch (header.kind) {
    case 'table':
    case 'virtual table':
      if (schema.tables.has(key)) return schema;
      return { ...schema, tables: put(schema.tables, key, tableMade(schema, sql, tokens, header.next)) };
    case 'index': {
      if (schema.indexes.has(key)) return schema;
      const table = qualifiedName(tokens, header.next + 1)?.name ?? '';
      const unique = keyword(tokens[1]) === 'unique';
      return { ...schema, indexes: put(schema.indexes, key, { name, table, unique, ...readCreateIndex(sql) }) };
    }
    case 'view':
      if (schema.views.has(key)) return schema;
      return { ...schema, views: put(schema.views, key, { name, table: null, text: sql }) };
    case 'trigger': {
      if (schema.triggers.has(key)) return schema;
      const on = tokens.findIndex((token, at) => at >= header.next && keyword(token) === 'on');
      const table = qualifiedName(tokens, on + 1)?.name ?? '';
      return { ...schema, triggers: put(schema.triggers, key, { name, table, text: sql }) };
    }
  }
}

/**
 * A table that is made of a SELECT has its columns, and of them nothing but names and types
 * (https://sqlite.org/lang_createtable.html#create_table_as_select_statements).
 */
function tableMade(schema: WrittenSchema, sql: string, tokens: readonly Token[], body: number): WrittenTable {
  const table = readWrittenTable(sql, tokens);
  if (keyword(tokens[body]) !== 'as') return table;
  const rest = tokens.slice(body + 1, tokens.at(-1)?.text === ';' ? -1 : undefined);
  const { columns, complete } = readSelect(rest, relationsIn(schema));
  return { ...table, selected: complete ? columns.map(({ name }) => name) : [] };
}

/** The tables of a schema as a select finds them. */
export function relationsIn({ tables }: WrittenSchema): Lookup {
  return (name) => {
    const known = tables.get(name);
    const names = known === undefined ? [] : columnNames(known);
    if (names.length === 0) return UNKNOWN_RELATION;
    return { columns: names.map((column) => ({ name: column.toLowerCase(), computed: false })), complete: true };
  };
}

/** The columns of a table in order; none where the scripts do not tell. */
export function columnNames({ columns, selected }: Pick<WrittenTable, 'columns' | 'selected'>): readonly string[] {
  if (selected !== null && selected.length === 0) return [];
  return [...(selected ?? []), ...columns.map(({ name }) => name)];
}

/** Indexes and triggers go down with their table (https://sqlite.org/lang_droptable.html). */
function dropped(schema: WrittenSchema, tokens: readonly Token[]): WrittenSchema {
  const named = qualifiedName(tokens, keyword(tokens[2]) === 'if' && keyword(tokens[3]) === 'exists' ? 4 : 2);
  const key = named?.name.toLowerCase() ?? '';
  switch (keyword(tokens[1])) {
    case 'table':
      return {
        ...schema,
        tables: without(schema.tables, (_, name) => name === key),
        indexes: without(schema.indexes, ({ table }) => table.toLowerCase() === key),
        triggers: without(schema.triggers, ({ table }) => table?.toLowerCase() === key),
      };
    case 'index':
      return { ...schema, indexes: without(schema.indexes, (_, name) => name === key) };
    case 'view':
      return { ...schema, views: without(schema.views, (_, name) => name === key) };
    case 'trigger':
      return { ...schema, triggers: without(schema.triggers, (_, name) => name === key) };
    default:
      return schema;
  }
}

function put<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map(map).set(key, value);
}

function without<Value>(
  map: ReadonlyMap<string, Value>,
  isGone: (value: Value, key: string) => boolean,
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([key, value]) => !isGone(value, key)));
}
