import type { Row } from '../generate/probes/constraint.ts';
import { foldName } from '../inspect/foldName.ts';
import type { BoundStatement } from '../model/engine.ts';
import type { ForeignKey } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import type { TableRows } from './baseRows.ts';
import { orIgnored } from './triggerWrites.ts';

/** Values to write in the place of those that a row has, by column. */
export type Changed = Readonly<Record<string, SqlValue>>;

/** A chain of parents that is longer than this ends in a parent that is there or not. */
const MOST_PARENTS = 6;

/** Writes a row with other values in some columns, and before it the parents that it then points at. */
export function withParents(
  tables: ReadonlyMap<string, TableRows>,
  own: TableRows,
  row: Row,
  changed: Changed,
): readonly BoundStatement[] {
  return [...parentsOf(tables, own, row, changed, []), own.insert(row, changed)];
}

function parentsOf(
  tables: ReadonlyMap<string, TableRows>,
  own: TableRows,
  row: Row,
  changed: Changed,
  below: readonly TableRows[],
): readonly BoundStatement[] {
  if (below.length === MOST_PARENTS) return [];
  const moved = own.table.foreignKeys.filter(({ columns }) => columns.some((name) => name in changed));
  return moved.flatMap((key, at) => {
    const parent = tables.get(foldName(key.parent));
    const values = keyOf(key, own, row, changed);
    if (parent === undefined || values === null) return [];
    // The row itself has the first of its table, and each key needs a row of its own.
    const first = [own, ...below].filter((one) => one === parent).length + at;
    const above = parent.rows[first % parent.rows.length];
    if (above === undefined) return [];
    return [...parentsOf(tables, parent, above, values, [own, ...below]), orIgnored(parent.insert(above, values))];
  });
}

/** The parent's columns with the child's values; null where one is NULL, since then there is no parent. */
function keyOf({ columns, parentColumns }: ForeignKey, own: TableRows, row: Row, changed: Changed): Changed | null {
  const values = columns.map((name) => (name in changed ? changed[name] : row[own.columns.indexOf(name)]) ?? null);
  if (values.includes(null)) return null;
  return Object.fromEntries(parentColumns.map((name, at) => [name, values[at] ?? null]));
}
