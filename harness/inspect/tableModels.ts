import type { Queryable } from '../model/engine.ts';
import type { SchemaObject } from '../model/schema.ts';
import { boundedCache } from './boundedCache.ts';
import { foldName } from './foldName.ts';
import { readPragmaFacts, readShadows } from './pragmaFacts.ts';
import { storedText } from './storedText.ts';
import { type TableModel, tableModel } from './tableModel.ts';

const seen = boundedCache<TableModel>(2048);

/** A table with the texts that its model follows from. */
interface Candidate {
  readonly table: SchemaObject;
  readonly indexes: readonly SchemaObject[];
  /** Virtual tables whose shadow it can be by its name: whether it is depends on their modules. */
  readonly owners: readonly SchemaObject[];
}

/** Models of tables by lower-case name; the engine is asked only about those whose texts it has not been asked about before. */
export async function readTableModels(
  engine: Queryable,
  tables: readonly SchemaObject[],
  indexes: readonly SchemaObject[],
): Promise<ReadonlyMap<string, TableModel>> {
  const indexesOf = Map.groupBy(indexes, (index) => index.table);
  const virtual = tables.filter((table) => table.tokens.startsWith('create virtual '));
  const models = new Map<string, TableModel>();
  const unseen: Candidate[] = [];
  for (const table of tables) {
    const owners = virtual.filter(({ name }) => foldName(table.name).startsWith(`${foldName(name)}_`));
    const candidate = { table, owners, indexes: indexesOf.get(table.name) ?? [] };
    const known = seen.get(keyOf(engine, candidate));
    if (known === undefined) unseen.push(candidate);
    else models.set(foldName(table.name), known);
  }
  for (const model of await learn(engine, unseen)) models.set(foldName(model.name), model);
  return models;
}

function keyOf(engine: Queryable, { table, owners, indexes }: Candidate): string {
  return [engine.name, ...[table, ...owners, ...indexes].map(({ sql }) => storedText(sql).number)].join(' ');
}

async function learn(engine: Queryable, unseen: readonly Candidate[]): Promise<readonly TableModel[]> {
  if (unseen.length === 0) return [];
  const names = (candidates: readonly Candidate[]) => candidates.map(({ table }) => table.name);
  const factsOf = await readPragmaFacts(engine, names(unseen));
  const shadows = await readShadows(engine, names(unseen.filter(({ owners }) => owners.length > 0)));
  return unseen.map((candidate) => {
    const { table, indexes } = candidate;
    const model = tableModel(table, indexes, factsOf(table.name), shadows.has(table.name));
    seen.set(keyOf(engine, candidate), model);
    return model;
  });
}
