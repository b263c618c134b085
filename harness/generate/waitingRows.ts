import { SqlError } from '../model/errors.ts';
import type { SqlValue } from '../model/value.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { Filling } from './filling.ts';
import type { ForeignKeyPlan } from './foreignKeyPlan.ts';
import { lastRowid } from './lastRowid.ts';
import { type Parents, readParents } from './parents.ts';
import { rowidName } from './rowidName.ts';
import type { TablePlan } from './tablePlan.ts';

/** Rows of a table that were written with an open foreign key because its parents come later in a cycle. */
export interface WaitingRows {
  readonly plan: TablePlan;
  readonly key: ForeignKeyPlan;
  /** Finds one row by the values of `rows`. */
  readonly condition: string;
  readonly rows: (readonly SqlValue[])[];
}

/** Prepares to remember rows of a table: one list for each foreign key whose first parents are still to come. */
export function waitingRows(plan: TablePlan, parents: Parents, pending: ReadonlySet<string>): readonly WaitingRows[] {
  const late = plan.foreignKeys.filter(
    (key, index) => pending.has(key.parent) && !key.isSelf && key.optional.length > 0 && parents[index]?.length === 0,
  );
  const rowid = rowidName(plan.table);
  const names = rowid === null ? primaryKey(plan).map((position) => nameAt(plan, position)) : [rowid];
  const condition = names.map((name) => `${name} = ?`).join(' AND ');
  return condition === '' ? [] : late.map((key) => ({ plan, key, condition, rows: [] }));
}

/** Remembers the row that was just written. */
export async function remember(
  { engine }: Filling,
  lists: readonly WaitingRows[],
  row: readonly SqlValue[],
): Promise<void> {
  const [first] = lists;
  if (first === undefined) return;
  const byRowid = rowidName(first.plan.table) !== null;
  const key = byRowid ? [await lastRowid(engine)] : primaryKey(first.plan).map((position) => row[position] ?? null);
  for (const { rows } of lists) rows.push(key);
}

/** Points remembered rows at parents, now that those are there. Every third stays open. */
export async function pointAtLateParents(
  { engine }: Filling,
  { plan, key, condition, rows }: WaitingRows,
): Promise<void> {
  const [parents = []] = await readParents(engine, [key]);
  const columns = key.positions.map((position) => `${nameAt(plan, position)} = ?`).join(', ');
  const update = `UPDATE ${quoteIdentifier(plan.table.name)} SET ${columns} WHERE ${condition}`;
  for (const [index, row] of rows.entries()) {
    const parent = parents[key.isExclusive ? index : index % Math.ceil(parents.length / 2)];
    if (parent === undefined || index % 3 === 2) continue;
    try {
      await engine.query(update, [...parent, ...row]);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
    }
  }
}

function primaryKey({ columns }: TablePlan): readonly number[] {
  return [...columns.keys()].filter((position) => (columns[position]?.column.primaryKey ?? 0) > 0);
}

function nameAt({ columns }: TablePlan, position: number): string {
  return quoteIdentifier(columns[position]?.column.name ?? '');
}
