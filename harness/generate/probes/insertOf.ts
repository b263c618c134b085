import type { BoundStatement } from '../../model/engine.ts';
import { insertText } from '../insertion.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { Row } from './constraint.ts';

const texts = new WeakMap<TablePlan, string>();

/** The statement that writes a row as an application would. */
export function insertOf(plan: TablePlan, row: Row): BoundStatement {
  const names = plan.columns.map(({ column }) => column.name);
  const text = texts.get(plan) ?? insertText('INSERT', plan.table, names);
  texts.set(plan, text);
  return { text, values: row };
}
