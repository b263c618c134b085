import type { Engine } from '../model/engine.ts';
import type { SchemaObject } from '../model/schema.ts';
import { boundedCache } from './boundedCache.ts';
import { type PragmaFacts, readPragmaFacts } from './pragmaFacts.ts';
import { type TableModel, tableModel } from './tableModel.ts';

const seen = boundedCache<TableModel>(2048);

/** A table with the texts that its model follows from. */
interface Candidate {
  readonly table: SchemaObject;
  readonly indexes: readonly SchemaObject[];
  readonly key: string;
  readonly known: TableModel | undefined;
}

/** Models of tables by lower-case name; the engine is asked only about those whose texts it has not been asked about before. */
export async function readTableModels(
  engine: Engine,
  tables: readonly SchemaObject[],
  indexes: readonly SchemaObject[],
): Promise<ReadonlyMap<string, TableModel>> {
  const indexesOf = Map.groupBy(indexes, (index) => index.table);
  const virtual = tables.filter((table) => table.tokens.startsWith('create virtual '));
  const candidates = tables.map((table) => {
    const owners = virtual.filter((owner) => isNamedAfter(table.name, owner.name));
    return candidate(engine.name, table, owners, indexesOf.get(table.name) ?? []);
  });
  const unseen = candidates.filter(({ known }) => known === undefined).map(({ table }) => table.name);
  const facts = unseen.length > 0 ? await readPragmaFacts(engine, unseen) : new Map<string, PragmaFacts>();
  return new Map(candidates.map((asked) => [asked.table.name.toLowerCase(), asked.known ?? learn(asked, facts)]));
}

/** Whether a table can be a shadow of a virtual one: that it is depends on both (https://sqlite.org/vtab.html#the_xshadowname_method). */
export function isNamedAfter(table: string, virtual: string): boolean {
  return table.toLowerCase().startsWith(`${virtual.toLowerCase()}_`);
}

function candidate(
  engine: string,
  table: SchemaObject,
  owners: readonly SchemaObject[],
  indexes: readonly SchemaObject[],
): Candidate {
  const key = [engine, ...[table, ...owners, ...indexes].map((object) => object.sql)].join('\0');
  return { table, indexes, key, known: seen.get(key) };
}

function learn({ table, indexes, key }: Candidate, facts: ReadonlyMap<string, PragmaFacts>): TableModel {
  const found = facts.get(table.name);
  if (found === undefined) throw new Error(`PRAGMA table_list does not know the table ${table.name}`);
  const model = tableModel(table, indexes, found);
  seen.set(key, model);
  return model;
}
