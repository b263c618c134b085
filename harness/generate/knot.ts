import type { BoundStatement } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SqlValue } from '../model/value.ts';
import { insertTogether, lacksParentsOnly } from './deferredInsert.ts';
import type { Filling } from './filling.ts';
import type { ForeignKeyPlan } from './foreignKeyPlan.ts';
import { readParents } from './parents.ts';
import { type Attempt, newSearch, placeRow } from './placeRow.ts';
import { shapeRow } from './shapeRow.ts';
import type { TablePlan } from './tablePlan.ts';

/**
 * Writes the first row of each table in a cycle of keys that must not be NULL: none of them can be written alone.
 * Each row is searched for without its parents, then all are written together. null when they are there, else why not.
 */
export async function tieKnot(filling: Filling, start: TablePlan): Promise<SqlError | null> {
  const rows = new Map<TablePlan, SqlValue[]>();
  const keys = await knotFrom(filling, start);
  for (const plan of keys.keys()) {
    const row = await rowWithoutParents(filling, plan);
    if (row instanceof SqlError) return row;
    rows.set(plan, row);
  }
  for (const [plan, inner] of keys) {
    for (const key of inner) pointAt(filling, key, rows.get(plan) ?? [], rows);
  }
  const inserts = [...rows].map(([plan, values]): BoundStatement => ({ text: plan.insertion.text, values }));
  const failure = await insertTogether(filling.engine, inserts);
  if (failure !== null) return new SqlError(failure.code, failure.message);
  for (const plan of rows.keys()) filling.written.set(plan.table.name, 1);
  return null;
}

/** Keys whose parents are still to come and that cannot stay open until then. */
export async function tightKeys({ engine, pending }: Filling, plan: TablePlan): Promise<readonly ForeignKeyPlan[]> {
  const late = plan.foreignKeys.filter((key) => pending.has(key.parent) && !key.isSelf && key.optional.length === 0);
  const parents = await readParents(engine, late);
  return late.filter((_, index) => parents[index]?.length === 0);
}

/** The tables that have to get their first row together, each with the keys that bind it to the others. */
async function knotFrom(
  filling: Filling,
  start: TablePlan,
): Promise<ReadonlyMap<TablePlan, readonly ForeignKeyPlan[]>> {
  const knot = new Map<TablePlan, readonly ForeignKeyPlan[]>();
  const visit = async (plan: TablePlan): Promise<void> => {
    const keys = await tightKeys(filling, plan);
    knot.set(plan, keys);
    for (const { parent } of keys) {
      const next = filling.plans.get(parent);
      if (next !== undefined && !knot.has(next)) await visit(next);
    }
  };
  await visit(start);
  return knot;
}

async function rowWithoutParents(filling: Filling, plan: TablePlan): Promise<SqlValue[] | SqlError> {
  const { engine, options } = filling;
  let accepted: SqlValue[] = [];
  const attempt: Attempt = async (values, n) => {
    accepted = [...shapeRow(plan, values, n, options.shape)];
    const failure = await insertTogether(engine, [{ text: plan.insertion.text, values: accepted }]);
    return failure === null || lacksParentsOnly(failure) ? null : new SqlError(failure.code, failure.message);
  };
  const parents = await readParents(engine, plan.foreignKeys);
  const place = { n: options.first, index: 0, parents, hasNullKey: false, earlier: null };
  return (await placeRow(plan, place, newSearch(), attempt)) ?? accepted;
}

function pointAt(
  { plans }: Filling,
  { parent, positions, key }: ForeignKeyPlan,
  row: SqlValue[],
  rows: ReadonlyMap<TablePlan, readonly SqlValue[]>,
): void {
  const target = plans.get(parent);
  if (target === undefined) return;
  const names = target.columns.map(({ column }) => column.name.toLowerCase());
  for (const [index, position] of positions.entries()) {
    const name = key.parentColumns[index]?.toLowerCase() ?? '';
    row[position] = rows.get(target)?.[names.indexOf(name)] ?? null;
  }
}
