import type { Queryable } from '../model/engine.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import type { SqlRow } from '../model/value.ts';
import { isBookkeeping } from './bookkeeping.ts';
import { boundedCache } from './boundedCache.ts';
import { schemaDigest } from './schemaDigest.ts';
import { storedText } from './storedText.ts';
import { tableAmong } from './tableModel.ts';
import { readTableModels } from './tableModels.ts';

// Indexes that SQLite made by itself have no text; the tables they belong to tell of them.
const OBJECTS = 'SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid';

// One string tells whether the schema is one that was read before.
const KEY = `SELECT group_concat(concat_ws(char(0), type, name, tbl_name, rootpage, sql), char(0)) FROM (${OBJECTS})`;

// A ladder asks for the schema several times a step, and from one time to the next next to nothing has changed.
const snapshots = boundedCache<SchemaSnapshot>(64);

/** Reads what a database's schema is. Equal schemas on equal pages are one and the same object. */
export async function readSchema(engine: Queryable): Promise<SchemaSnapshot> {
  const key = `${engine.name}\0${String((await engine.query(KEY))[0]?.[0])}`;
  const known = snapshots.get(key);
  if (known !== undefined) return known;
  const objects = (await engine.query(OBJECTS)).map(schemaObject).filter((object) => !isBookkeeping(object.table));
  const snapshot = await snapshotOf(engine, objects);
  snapshots.set(key, snapshot);
  return snapshot;
}

async function snapshotOf(engine: Queryable, objects: readonly SchemaObject[]): Promise<SchemaSnapshot> {
  const of = (type: SchemaObject['type']) => objects.filter((object) => object.type === type);
  const models = await readTableModels(engine, of('table'), of('index'));
  const rootPages = new Map(of('table').map((table) => [table.name, table.rootPage]));
  const tables = [...models.values()].map((model) => tableAmong(model, rootPages.get(model.name) ?? 0, models));
  // How a module stores a virtual table is the business of the SQLite at hand, and no part of what the user wrote.
  const shadows = new Set(tables.filter((table) => table.kind === 'shadow').map((table) => table.name));
  return {
    tables: tables.sort(byName),
    indexes: of('index'),
    views: of('view').sort(byName),
    triggers: of('trigger').sort(byName),
    digest: schemaDigest(objects.filter((object) => !shadows.has(object.table))),
  };
}

function schemaObject([type, name, table, rootPage, sql]: SqlRow): SchemaObject {
  const text = String(sql);
  return {
    type: type === 'index' || type === 'view' || type === 'trigger' ? type : 'table',
    name: String(name),
    table: String(table),
    sql: text,
    tokens: storedText(text).tokens,
    rootPage: Number(rootPage),
  };
}

function byName(a: SchemaObject, b: SchemaObject): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
