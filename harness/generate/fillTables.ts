import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { isFillable } from './fillable.ts';
import type { Filling } from './filling.ts';
import type { FillOptions } from './fillOptions.ts';
import type { FillReport } from './fillReport.ts';
import { fillTable } from './fillTable.ts';
import { planOf } from './planMemory.ts';
import { topologicalTables } from './topologicalTables.ts';
import { pointAtLateParents } from './waitingRows.ts';

/**
 * Writes rows that satisfy the schema into the engine's database, parents before children: values that are easily
 * damaged, parents with many children and with none, NULL wherever it may stand. A table that takes no row is reported
 * with what the engine said; one that is full already, or that only the engine writes, is not.
 */
export async function fillTables(engine: Engine, schema: SchemaSnapshot, options: FillOptions): Promise<FillReport> {
  const triggers = Map.groupBy(schema.triggers, (trigger) => trigger.table.toLowerCase());
  const tables = await tablesToFill(engine, schema, options.tables);
  const plans = new Map(
    tables.map((table) => {
      const name = table.name.toLowerCase();
      return [name, planOf(table, triggers.get(name) ?? [], options.seed)] as const;
    }),
  );
  const filling: Filling = {
    engine,
    options,
    plans,
    pending: new Set(plans.keys()),
    written: new Map(),
    problems: [],
    waiting: [],
  };
  for (const [name, plan] of plans) {
    await fillTable(filling, plan);
    filling.pending.delete(name);
  }
  for (const rows of filling.waiting) await pointAtLateParents(filling, rows);
  return { written: filling.written, problems: filling.problems };
}

/** The tables asked for and those of their parents, near and far, that are empty; parents first. */
async function tablesToFill(
  engine: Engine,
  schema: SchemaSnapshot,
  names: readonly string[] | undefined,
): Promise<readonly Table[]> {
  const tables = topologicalTables(schema).filter((table) => isFillable(table, schema));
  if (names === undefined) return tables;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  // A set hands out what is added to it while it is walked through.
  for (const name of wanted) {
    const keys = tables.find((table) => table.name.toLowerCase() === name)?.foreignKeys ?? [];
    for (const { parent } of keys) {
      if (!wanted.has(parent.toLowerCase()) && (await isEmpty(engine, tables, parent)))
        wanted.add(parent.toLowerCase());
    }
  }
  return tables.filter((table) => wanted.has(table.name.toLowerCase()));
}

async function isEmpty(engine: Engine, tables: readonly Table[], name: string): Promise<boolean> {
  if (!tables.some((table) => table.name.toLowerCase() === name.toLowerCase())) return false;
  return (await engine.query(`SELECT 1 FROM ${quoteIdentifier(name)} LIMIT 1`)).length === 0;
}
