import type { Engine } from '../model/engine.ts';
import type { FillOptions } from './fillOptions.ts';
import type { FillProblem } from './fillReport.ts';
import type { TablePlan } from './tablePlan.ts';
import type { WaitingRows } from './waitingRows.ts';

/** One call of `fillTables` on its way. Names of tables are lower case here. */
export interface Filling {
  readonly engine: Engine;
  readonly options: FillOptions;
  /** Every table that is to be filled, parents first. */
  readonly plans: ReadonlyMap<string, TablePlan>;
  /** Tables that are not done yet. */
  readonly pending: Set<string>;
  /** Rows by table. */
  readonly written: Map<string, number>;
  readonly problems: FillProblem[];
  /** Rows whose parents come later. */
  readonly waiting: WaitingRows[];
}
