import type { Column, ForeignKey, Index, SchemaObject, Table } from '../model/schema.ts';
import { readCreateIndex } from '../sql/createIndex.ts';
import { type ColumnDefinition, readCreateTable, type TableDefinition } from '../sql/createTable.ts';
import { affinityOf } from './affinity.ts';
import { foldName } from './foldName.ts';
import type { ColumnFacts, ForeignKeyFacts, IndexFacts, PragmaFacts } from './pragmaFacts.ts';

/** A foreign key on its own: without the parent's table, null stands for "its PRIMARY KEY". */
export interface OwnForeignKey extends Omit<ForeignKey, 'parentColumns'> {
  readonly parentColumns: readonly string[] | null;
}

/** All of a table that follows from its own texts, and so stays the same wherever these are the same. */
export interface TableModel extends Omit<Table, 'rootPage' | 'foreignKeys'> {
  readonly foreignKeys: readonly OwnForeignKey[];
}

/** Joins what the PRAGMAs tell of a table with what only its texts tell. */
export function tableModel(
  table: SchemaObject,
  indexes: readonly SchemaObject[],
  facts: PragmaFacts,
  shadow: boolean,
): TableModel {
  const definition = readCreateTable(table.sql);
  return {
    type: 'table',
    name: table.name,
    table: table.table,
    sql: table.sql,
    tokens: table.tokens,
    kind: definition.module !== null ? 'virtual' : shadow ? 'shadow' : 'table',
    withoutRowid: definition.withoutRowid,
    strict: definition.strict,
    autoincrement: definition.autoincrement,
    rowidAlias: rowidAlias(facts),
    columns: columns(facts, definition),
    indexes: facts.indexes.map((index) => indexModel(table.name, index, indexes)),
    foreignKeys: facts.foreignKeys.map((key, at) => foreignKey(key, definition.foreignKeys[at]?.deferred ?? false)),
    checks: definition.checks,
  };
}

/** The table among its neighbours: foreign keys that name no columns mean the parent's PRIMARY KEY (https://sqlite.org/foreignkeys.html#fk_indexes). */
export function tableAmong(model: TableModel, rootPage: number, models: ReadonlyMap<string, TableModel>): Table {
  const foreignKeys = model.foreignKeys.map((key) => ({
    ...key,
    parentColumns: key.parentColumns ?? primaryKey(models.get(foldName(key.parent))?.columns ?? []),
  }));
  return { ...model, rootPage, foreignKeys };
}

function primaryKey(columns: readonly { readonly name: string; readonly primaryKey: number }[]): readonly string[] {
  return columns
    .filter((column) => column.primaryKey > 0)
    .sort((a, b) => a.primaryKey - b.primaryKey)
    .map((column) => column.name);
}

/**
 * An INTEGER PRIMARY KEY without an index of its own is the rowid. It has one in a WITHOUT ROWID table, and with the
 * DESC that an old bug lets make an ordinary key (https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key).
 */
function rowidAlias(facts: PragmaFacts): string | null {
  const [key, ...others] = facts.columns.filter((column) => column.primaryKey > 0);
  if (key === undefined || others.length > 0) return null;
  if (key.type.toUpperCase() !== 'INTEGER' || facts.indexes.some((index) => index.origin === 'pk')) return null;
  return key.name;
}

function columns(facts: PragmaFacts, definition: TableDefinition): readonly Column[] {
  const written = new Map(definition.columns.map((column) => [foldName(column.name), column]));
  return facts.columns.map((column) => columnModel(column, written.get(foldName(column.name)), definition.strict));
}

function columnModel(facts: ColumnFacts, written: ColumnDefinition | undefined, strict: boolean): Column {
  return {
    name: facts.name,
    type: facts.type,
    affinity: affinityOf(facts.type, strict),
    notNull: facts.notNull,
    default: facts.default,
    primaryKey: facts.primaryKey,
    generated: facts.hidden === 2 ? 'virtual' : facts.hidden === 3 ? 'stored' : 'no',
    expression: written?.generated?.tokens ?? null,
    collation: written?.collation ?? 'BINARY',
    hidden: facts.hidden === 1,
  };
}

function indexModel(table: string, facts: IndexFacts, indexes: readonly SchemaObject[]): Index {
  const sql = indexes.find((index) => index.name === facts.name)?.sql ?? null;
  return { ...facts, table, where: sql === null ? null : readCreateIndex(sql).where, sql };
}

function foreignKey(facts: ForeignKeyFacts, deferred: boolean): OwnForeignKey {
  return { ...facts, deferred };
}
