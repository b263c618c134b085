import type { SqlError } from '../model/errors.ts';
import type { Filling } from './filling.ts';
import { problemOf } from './fillProblem.ts';
import { tieKnot, tightKeys } from './knot.ts';
import { leaveGap } from './sequenceMarks.ts';
import { numbersRows, type SpareRow, writeSpareRow } from './spareRow.ts';
import type { TablePlan } from './tablePlan.ts';
import { openWriter } from './tableWriter.ts';

/** The row behind which a row is missing. */
const ROW_BEFORE_GAP = 1;

/** Writes the rows of one table; its parents are filled as far as its place in the order allows. */
export async function fillTable(filling: Filling, plan: TablePlan): Promise<void> {
  const { engine, options, written } = filling;
  const { table } = plan;
  const rows = (): number => written.get(table.name) ?? 0;
  const add = (count: number): unknown => written.set(table.name, rows() + count);
  add(0);
  if (rows() === 0 && (await tightKeys(filling, plan)).length > 0) {
    const refused = await tieKnot(filling, plan);
    if (refused !== null) return report(filling, plan, refused);
  }

  const writer = await openWriter(filling, plan);
  let spare: SpareRow | null = null;
  const deleteSpare = async (): Promise<void> => {
    if ((await spare?.delete()) === false) add(1);
    spare = null;
  };
  for (let index = rows(); index < options.rows; index++) {
    const refused = await writer.write(index);
    // Only a row below the last one leaves a gap when it goes: the next row takes the number behind the last.
    await deleteSpare();
    if (refused !== null) {
      if (index === 0) await report(filling, plan, refused);
      break;
    }
    add(1);
    if (options.gaps && index === ROW_BEFORE_GAP && numbersRows(table))
      spare = await writeSpareRow(engine, table, writer);
  }
  await deleteSpare();
  if (options.gaps && table.autoincrement && rows() > 0) await leaveGap(engine, table.name);
}

async function report(filling: Filling, plan: TablePlan, refused: SqlError): Promise<void> {
  const problem = await problemOf(filling, plan, refused);
  if (problem !== null) filling.problems.push(problem);
}
