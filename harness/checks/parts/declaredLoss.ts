import type { DataFault } from '../../model/data.ts';
import type { SchemaDifference } from '../../model/schema.ts';
import type { StepScripts } from '../../model/step.ts';

/** Whether the forward script names what did not come back, in a step that is declared irreversible (contract: "Loss"). */
export function isDeclaredDataLoss(
  { forwardFacts: { named } }: StepScripts,
  { table, column, kind }: DataFault,
): boolean {
  const name = table.toLowerCase();
  if (named.dropped.table.has(name) && !named.rebuilt.has(name)) return true;
  if (kind === 'rows lost') return named.deletedFrom.has(name);
  if (kind !== 'values changed' || column === null) return false;
  const lower = column.toLowerCase();
  return named.droppedColumns.get(name)?.has(lower) === true || named.changedColumns.get(name)?.has(lower) === true;
}

/** The same for what of the schema is not there again. */
export function isDeclaredLoss({ forwardFacts: { named } }: StepScripts, { object }: SchemaDifference): boolean {
  const [kind, ...rest] = object.split(' ');
  const name = rest.join(' ').toLowerCase();
  const table = name.split('.')[0] ?? name;
  if (named.dropped.table.has(table) && !named.rebuilt.has(table)) return true;
  switch (kind) {
    case 'table':
    case 'index':
    case 'view':
    case 'trigger':
      return named.dropped[kind].has(name);
    case 'column':
      return named.droppedColumns.get(table)?.has(name.slice(table.length + 1)) === true;
    default:
      return false;
  }
}
