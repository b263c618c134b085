import type { SchemaObject, Table } from '../model/schema.ts';
import { planTable, type TablePlan } from './tablePlan.ts';

const plans = new Map<string, TablePlan>();
const MOST_PLANS = 2000;

/** The plan of a table, made once for each definition: a ladder fills the same tables again and again. */
export function planOf(table: Table, triggers: readonly SchemaObject[], seed: number): TablePlan {
  const key = definitionOf(table, triggers, seed);
  const known = plans.get(key);
  if (known !== undefined) return known;
  // A process that watches a project for days must not collect all that it has ever seen.
  if (plans.size >= MOST_PLANS) plans.clear();
  const plan = planTable(table, triggers, seed);
  plans.set(key, plan);
  return plan;
}

function definitionOf(table: Table, triggers: readonly SchemaObject[], seed: number): string {
  // A key that names no parent columns means the parent's PRIMARY KEY, which its own text does not tell.
  const parents = table.foreignKeys.map((key) => key.parentColumns.join());
  const indexes = table.indexes.map((index) => index.sql ?? '');
  return [seed, table.sql, ...parents, ...indexes, ...triggers.map((trigger) => trigger.sql)].join('\u0000');
}
