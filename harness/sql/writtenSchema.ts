import type { Statement } from '../model/script.ts';
import type { MetStatement, WrittenSchema, WrittenTable } from '../model/written.ts';
import { readAlterTable } from './alterTable.ts';
import { readCreateHeader } from './createHeader.ts';
import { readCreateIndex } from './createIndex.ts';
import { keyword } from './keyword.ts';
import { qualifiedName } from './qualifiedName.ts';
import { type Token, tokenize } from './tokens.ts';
import { readAddedColumn, readWrittenTable } from './writtenTable.ts';

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
    const met = { statement, before, after: follow(before, statement.text) };
    before = met.after;
    return met;
  });
}

function follow(schema: WrittenSchema, sql: string): WrittenSchema {
  const tokens = tokenize(sql);
  switch (keyword(tokens[0])) {
    case 'create':
      return created(schema, sql, tokens);
    case 'drop':
      return dropped(schema, tokens);
    case 'alter':
      return altered(schema, sql, tokens);
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
      return { ...schema, tables: put(schema.tables, key, readWrittenTable(sql, tokens)) };
    case 'index': {
      if (schema.indexes.has(key)) return schema;
      const table = qualifiedName(tokens, header.next + 1)?.name ?? '';
      const unique = keyword(tokens[1]) === 'unique';
      return { ...schema, indexes: put(schema.indexes, key, { name, table, unique, ...readCreateIndex(sql) }) };
    }
    case 'view':
      return { ...schema, views: put(schema.views, key, { name, table: null, text: sql }) };
    case 'trigger': {
      const on = tokens.findIndex((token, at) => at >= header.next && keyword(token) === 'on');
      const table = qualifiedName(tokens, on + 1)?.name ?? '';
      return { ...schema, triggers: put(schema.triggers, key, { name, table, text: sql }) };
    }
  }
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

function altered(schema: WrittenSchema, sql: string, tokens: readonly Token[]): WrittenSchema {
  const alteration = readAlterTable(tokens);
  const key = alteration?.table.toLowerCase() ?? '';
  const table = schema.tables.get(key);
  if (alteration === null || table === undefined) return schema;
  switch (alteration.kind) {
    case 'rename table':
      return renamed(schema, table, alteration.to);
    case 'add column': {
      const at = tokens.findIndex((token, index) => index > 2 && token.value === alteration.column);
      const last = tokens.at(-1)?.text === ';' ? -1 : undefined;
      const { column, foreignKeys } = readAddedColumn(sql, tokens.slice(at, last));
      const columns = [...table.columns, column];
      const widened = { ...table, columns, foreignKeys: [...table.foreignKeys, ...foreignKeys] };
      return { ...schema, tables: put(schema.tables, key, widened) };
    }
    case 'drop column': {
      const gone = alteration.column.toLowerCase();
      const columns = table.columns.filter(({ name }) => name.toLowerCase() !== gone);
      return { ...schema, tables: put(schema.tables, key, { ...table, columns }) };
    }
    case 'rename column': {
      const old = alteration.column.toLowerCase();
      const columns = table.columns.map((column) =>
        column.name.toLowerCase() === old ? { ...column, name: alteration.to } : column,
      );
      return { ...schema, tables: put(schema.tables, key, { ...table, columns }) };
    }
  }
}

/** References of other tables follow a RENAME (https://sqlite.org/lang_altertable.html#altertabrename). */
function renamed(schema: WrittenSchema, table: WrittenTable, to: string): WrittenSchema {
  const old = table.name.toLowerCase();
  const follows = (name: string): string => (name.toLowerCase() === old ? to : name);
  const tables = new Map<string, WrittenTable>();
  for (const [key, one] of schema.tables) {
    const foreignKeys = one.foreignKeys.map((foreign) => ({ ...foreign, parent: follows(foreign.parent) }));
    const name = follows(one.name);
    tables.set(key === old ? name.toLowerCase() : key, { ...one, name, foreignKeys });
  }
  const indexes = new Map([...schema.indexes].map(([key, one]) => [key, { ...one, table: follows(one.table) }]));
  const triggers = new Map(
    [...schema.triggers].map(([key, one]) => [key, { ...one, table: one.table === null ? null : follows(one.table) }]),
  );
  return { ...schema, tables, indexes, triggers };
}

function put<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map([...map, [key, value]]);
}

function without<Value>(
  map: ReadonlyMap<string, Value>,
  isGone: (value: Value, key: string) => boolean,
): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([key, value]) => !isGone(value, key)));
}
