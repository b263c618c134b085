import type { SqlError } from '../model/errors.ts';
import type { SqlValue } from '../model/value.ts';
import type { Filling } from './filling.ts';
import { insert } from './insertion.ts';
import { readParents } from './parents.ts';
import { newSearch, placeRow } from './placeRow.ts';
import { shapeRow } from './shapeRow.ts';
import type { TablePlan } from './tablePlan.ts';
import { remember, type WaitingRows, waitingRows } from './waitingRows.ts';

/** Writes rows of one table and learns from each how to write the next. */
export interface TableWriter {
  /** Writes a row by its number in this filling, from 0: null when it is there, else what the engine said. */
  write(index: number): Promise<SqlError | null>;
  /** The same for a row that is going to be deleted again. */
  writeSpare(): Promise<SqlError | null>;
}

/** Once a table has rows, another one is found soon or there is none. */
const CHANGES_FOR_ANOTHER = 500;
/** The row whose key is NULL where the key accepts it: one in each filling, and none in a small one. */
const NULL_KEY_ROW = 2;

/** Prepares to write rows whose parents are those that are there now. */
export async function openWriter(filling: Filling, plan: TablePlan): Promise<TableWriter> {
  const { engine, options } = filling;
  const search = newSearch();
  const isOwnParent = plan.foreignKeys.some((key) => key.isSelf);
  let parents = await readParents(engine, plan.foreignKeys);
  const waiting: readonly WaitingRows[] = waitingRows(plan, parents, filling.pending);
  filling.waiting.push(...waiting);
  let row: readonly SqlValue[] = [];
  let earlier: readonly SqlValue[] | null = null;

  const place = (index: number, hasNullKey: boolean): Promise<SqlError | null> =>
    placeRow(plan, { n: options.first + index, index, parents, hasNullKey, earlier }, search, (values, n) => {
      row = shapeRow(plan, values, n, options.shape);
      return insert(engine, plan.insertion, row);
    });

  return {
    async write(index) {
      const refused = await place(index, index === NULL_KEY_ROW);
      if (refused !== null) return refused;
      earlier = row;
      await remember(filling, waiting, row);
      search.changes = Math.min(search.changes, CHANGES_FOR_ANOTHER);
      if (isOwnParent) parents = await readParents(engine, plan.foreignKeys);
      return null;
    },
    writeSpare: () => place(options.rows, false),
  };
}
