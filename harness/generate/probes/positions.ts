import type { TablePlan } from '../tablePlan.ts';

/** The written columns behind names of any columns, by position: a generated one comes from those that it reads. */
export function positionsOf({ columns, reading }: TablePlan, names: readonly string[]): readonly number[] {
  const origins = new Set(names.flatMap((name) => reading.origins.get(name.toLowerCase()) ?? []));
  return [...columns.keys()].filter((position) => origins.has(columns[position]?.column.name.toLowerCase() ?? ''));
}

/** The name of a written column. */
export function columnName({ columns }: TablePlan, position: number): string {
  return columns[position]?.column.name ?? '';
}
