import type { Queryable } from '../model/engine.ts';
import type { Index, IndexColumn } from '../model/schema.ts';
import type { SqlRow, SqlValue } from '../model/value.ts';

/** A column as `table_xinfo` tells it; `hidden` is 1 for a virtual table's hidden column, 2 or 3 for a generated one. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly primaryKey: number;
  readonly hidden: number;
}

export interface IndexFacts extends Pick<Index, 'name' | 'unique' | 'origin'> {
  readonly columns: readonly IndexColumn[];
}

export interface ForeignKeyFacts {
  readonly columns: readonly string[];
  readonly parent: string;
  /** null where the parent's PRIMARY KEY is meant. */
  readonly parentColumns: readonly string[] | null;
  readonly onUpdate: string;
  readonly onDelete: string;
}

/** What the PRAGMAs know of a table. They are blind to CHECK, DEFERRABLE, AUTOINCREMENT, and to a column's collation. */
export interface PragmaFacts {
  readonly columns: readonly ColumnFacts[];
  /** By name. */
  readonly indexes: readonly IndexFacts[];
  /** In declared order. */
  readonly foreignKeys: readonly ForeignKeyFacts[];
}

// Only the tables asked for: D1 answers SQLITE_AUTH as soon as one of its own is touched.
const COLUMNS = `
  SELECT asked.value, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
  FROM json_each(?) AS asked, pragma_table_xinfo(asked.value, 'main') AS c
  ORDER BY asked.key, c.cid`;
const INDEXES = `
  SELECT asked.value, i.name, i."unique", i.origin, k.name, k."desc", k.coll
  FROM json_each(?) AS asked, pragma_index_list(asked.value, 'main') AS i, pragma_index_xinfo(i.name, 'main') AS k
  WHERE k.key = 1
  ORDER BY asked.key, i.name, k.seqno`;
// SQLite lists the foreign key that was declared last as number 0.
const FOREIGN_KEYS = `
  SELECT asked.value, f.id, f."table", f."from", f."to", f.on_update, f.on_delete
  FROM json_each(?) AS asked, pragma_foreign_key_list(asked.value, 'main') AS f
  ORDER BY asked.key, f.id DESC, f.seq`;
const SHADOWS = `
  SELECT asked.value
  FROM json_each(?) AS asked, pragma_table_list(asked.value) AS t
  WHERE t.schema = 'main' AND t.type = 'shadow'`;

/** Asks the engine about tables, all in one go because a question to D1 takes milliseconds (https://sqlite.org/pragma.html). */
export async function readPragmaFacts(
  engine: Queryable,
  tables: readonly string[],
): Promise<(table: string) => PragmaFacts> {
  const asked = [JSON.stringify(tables)];
  const columns = groupBy(await engine.query(COLUMNS, asked), 0);
  const indexes = groupBy(await engine.query(INDEXES, asked), 0);
  const foreignKeys = groupBy(await engine.query(FOREIGN_KEYS, asked), 0);
  return (table) => ({
    columns: (columns.get(table) ?? []).map(columnFacts),
    indexes: [...groupBy(indexes.get(table) ?? [], 1).values()].map(indexFacts),
    foreignKeys: [...groupBy(foreignKeys.get(table) ?? [], 1).values()].map(foreignKeyFacts),
  });
}

/**
 * Which of the tables hold the contents of a virtual table (https://sqlite.org/vtab.html#the_xshadowname_method). Ask
 * about few: to answer, SQLite compiles every view of the database.
 */
export async function readShadows(engine: Queryable, tables: readonly string[]): Promise<ReadonlySet<string>> {
  if (tables.length === 0) return new Set();
  return new Set((await engine.query(SHADOWS, [JSON.stringify(tables)])).map(([table]) => String(table)));
}

function groupBy(rows: readonly SqlRow[], cell: number): ReadonlyMap<SqlValue | undefined, readonly SqlRow[]> {
  return Map.groupBy(rows, (row) => row[cell]);
}

function columnFacts([, name, type, notNull, defaultValue, primaryKey, hidden]: SqlRow): ColumnFacts {
  return {
    name: String(name),
    type: String(type),
    notNull: notNull === 1n,
    default: textOrNull(defaultValue),
    primaryKey: Number(primaryKey),
    hidden: Number(hidden),
  };
}

function indexFacts(keys: readonly SqlRow[]): IndexFacts {
  const [, name, unique, origin] = keys[0] ?? [];
  return {
    name: String(name),
    unique: unique === 1n,
    origin: origin === 'u' || origin === 'pk' ? origin : 'c',
    columns: keys.map(([, , , , column, descending, collation]) => ({
      name: textOrNull(column),
      descending: descending === 1n,
      collation: String(collation).toUpperCase(),
    })),
  };
}

function foreignKeyFacts(pairs: readonly SqlRow[]): ForeignKeyFacts {
  const [, , parent, , , onUpdate, onDelete] = pairs[0] ?? [];
  const parentColumns = pairs.flatMap(([, , , , to]) => textOrNull(to) ?? []);
  return {
    columns: pairs.map(([, , , from]) => String(from)),
    parent: String(parent),
    parentColumns: parentColumns.length === pairs.length ? parentColumns : null,
    onUpdate: String(onUpdate),
    onDelete: String(onDelete),
  };
}

function textOrNull(value: SqlValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
