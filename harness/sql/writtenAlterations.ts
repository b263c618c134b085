import type { WrittenIndex, WrittenSchema, WrittenTable } from '../model/written.ts';
import { readAlterTable, type TableAlteration } from './alterTable.ts';
import type { Token } from './tokens.ts';
import { readAddedColumn } from './writtenTable.ts';

/** Follows an ALTER TABLE of a table that is known (https://sqlite.org/lang_altertable.html). */
export function alterWritten(schema: WrittenSchema, sql: string, tokens: readonly Token[]): WrittenSchema {
  const alteration = readAlterTable(tokens);
  const key = alteration?.table.toLowerCase() ?? '';
  const table = schema.tables.get(key);
  if (alteration === null || table === undefined) return schema;
  switch (alteration.kind) {
    case 'rename table':
      return renamed(schema, table, alteration.to);
    case 'add column':
      return withTable(schema, key, widened(table, sql, tokens, alteration.column));
    case 'drop column':
      return withTable(schema, key, narrowed(table, alteration.column));
    case 'rename column':
      return columnRenamed(schema, table, alteration);
  }
}

function withTable(schema: WrittenSchema, key: string, table: WrittenTable): WrittenSchema {
  return { ...schema, tables: new Map(schema.tables).set(key, table) };
}

function widened(table: WrittenTable, sql: string, tokens: readonly Token[], name: string): WrittenTable {
  const at = tokens.findIndex((token, index) => index > 2 && token.value === name);
  const last = tokens.at(-1)?.text === ';' ? -1 : undefined;
  const { column, foreignKeys, checks } = readAddedColumn(sql, tokens.slice(at, last));
  return {
    ...table,
    columns: [...table.columns, column],
    foreignKeys: [...table.foreignKeys, ...foreignKeys],
    checks: [...table.checks, ...checks],
  };
}

function narrowed(table: WrittenTable, column: string): WrittenTable {
  const stays = (name: string | null): boolean => name?.toLowerCase() !== column.toLowerCase();
  return {
    ...table,
    columns: table.columns.filter(({ name }) => stays(name)),
    selected: table.selected?.filter(stays) ?? null,
    foreignKeys: table.foreignKeys.filter(({ columns }) => columns.every(stays)),
    checks: table.checks.filter((check) => stays(check.column)),
  };
}

/** Keys, indexes and the references of other tables follow. */
function columnRenamed(
  schema: WrittenSchema,
  table: WrittenTable,
  { column, to }: Extract<TableAlteration, { readonly kind: 'rename column' }>,
): WrittenSchema {
  const follow = (name: string): string => (name.toLowerCase() === column.toLowerCase() ? to : name);
  const own = table.name.toLowerCase();
  const tables = new Map<string, WrittenTable>();
  for (const [key, one] of schema.tables) {
    const isOwn = key === own;
    if (!isOwn && one.foreignKeys.every(({ parent }) => parent.toLowerCase() !== own)) {
      tables.set(key, one);
      continue;
    }
    tables.set(key, {
      ...one,
      columns: isOwn ? one.columns.map((known) => ({ ...known, name: follow(known.name) })) : one.columns,
      selected: isOwn ? (one.selected?.map(follow) ?? null) : one.selected,
      primaryKey: isOwn ? one.primaryKey.map(follow) : one.primaryKey,
      uniques: isOwn ? one.uniques.map((names) => names.map(follow)) : one.uniques,
      foreignKeys: one.foreignKeys.map((foreign) => ({
        ...foreign,
        columns: isOwn ? foreign.columns.map(follow) : foreign.columns,
        parentColumns: foreign.parent.toLowerCase() === own ? foreign.parentColumns.map(follow) : foreign.parentColumns,
      })),
    });
  }
  const indexes = new Map<string, WrittenIndex>();
  for (const [key, index] of schema.indexes) {
    const isOwn = index.table.toLowerCase() === own;
    indexes.set(key, isOwn ? { ...index, parts: index.parts.map(follow) } : index);
  }
  return { ...schema, tables, indexes };
}

/** References of other tables follow a RENAME (https://sqlite.org/lang_altertable.html#altertabrename). */
function renamed(schema: WrittenSchema, table: WrittenTable, to: string): WrittenSchema {
  const old = table.name.toLowerCase();
  const follows = (name: string): string => (name.toLowerCase() === old ? to : name);
  const tables = new Map<string, WrittenTable>();
  for (const [key, one] of schema.tables) {
    const isOwn = key === old;
    if (!isOwn && one.foreignKeys.every(({ parent }) => parent.toLowerCase() !== old)) {
      tables.set(key, one);
      continue;
    }
    const foreignKeys = one.foreignKeys.map((foreign) => ({ ...foreign, parent: follows(foreign.parent) }));
    tables.set(isOwn ? to.toLowerCase() : key, { ...one, name: isOwn ? to : one.name, foreignKeys });
  }
  const indexes = new Map([...schema.indexes].map(([key, one]) => [key, { ...one, table: follows(one.table) }]));
  const triggers = new Map(
    [...schema.triggers].map(([key, one]) => [key, one.table?.toLowerCase() === old ? { ...one, table: to } : one]),
  );
  return { ...schema, tables, indexes, triggers };
}
