import type { Config, ShapedRow } from '../model/config.ts';
import { UserError } from '../model/errors.ts';
import type { SqlValue } from '../model/value.ts';
import type { TablePlan } from './tablePlan.ts';

/** Passes row n through the user's function for its table, where there is one. Throws `UserError` when that fails. */
export function shapeRow(
  { table, columns }: TablePlan,
  values: readonly SqlValue[],
  n: number,
  shape: Config['rows'],
): readonly SqlValue[] {
  const change = Object.hasOwn(shape, table.name) ? shape[table.name] : undefined;
  if (change === undefined) return values;
  const row: ShapedRow = Object.fromEntries(
    columns.map(({ column }, position) => [column.name, values[position] ?? null]),
  );
  const shaped = callShape(change, row, n, table.name);
  return columns.map(({ column: { name } }, position) => {
    const value = Object.hasOwn(shaped, name) ? shaped[name] : undefined;
    return value === undefined ? (values[position] ?? null) : value;
  });
}

function callShape(change: Config['rows'][string], row: ShapedRow, n: number, table: string): ShapedRow {
  const fix = `Let rows['${table}'] return a row for every n, for example { ...row, name: \`name \${n}\` }.`;
  let shaped: unknown;
  try {
    shaped = change(row, n);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('rows-function-failed', `rows['${table}'] in the configuration throws for row ${n}`, {
      why,
      fix,
    });
  }
  if (typeof shaped !== 'object' || shaped === null) {
    throw new UserError('rows-function-failed', `rows['${table}'] in the configuration returns no row for row ${n}`, {
      fix,
    });
  }
  return shaped as ShapedRow;
}
