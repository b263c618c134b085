import { readRows } from '../../inspect/tableRows.ts';
import type { Config } from '../../model/config.ts';
import type { Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import { deleteRow } from '../deleteRow.ts';
import type { TablePlan } from '../tablePlan.ts';
import { newRows } from './baseRows.ts';
import type { Oracle } from './oracle.ts';

/**
 * Deletes a row of a table that takes no more, as one with `CHECK (id = 1)` does: a row to try needs its place. Tells
 * whether it did; where children keep every row, there is none.
 */
export async function makeRoom(
  engine: Engine,
  plan: TablePlan,
  oracle: Oracle,
  shape: Config['rows'],
): Promise<boolean> {
  if (!((await newRows(engine, plan, oracle, shape, 1)) instanceof SqlError)) return false;
  const data = await readRows(engine, plan.table);
  for (const row of data.rows.toReversed()) {
    try {
      await deleteRow(engine, data, row);
      return true;
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
    }
  }
  return false;
}
