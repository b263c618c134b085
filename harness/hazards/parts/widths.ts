import type { WrittenSchema, WrittenTable } from '../../model/written.ts';
import type { InsertStatement } from '../../sql/insertStatement.ts';
import { keyword } from '../../sql/keyword.ts';
import { readResultColumn } from '../../sql/resultColumn.ts';
import { readSelectArms, type SelectArm } from '../../sql/selectArms.ts';
import type { Token } from '../../sql/tokens.ts';
import { readWith } from '../../sql/withClause.ts';
import { columnNames } from '../../sql/writtenSchema.ts';
import { isSame } from './words.ts';

/** How many columns each select of a compound has; null where the scripts do not tell. */
export function widthsOf(select: readonly Token[], schema: WrittenSchema): readonly (number | null)[] {
  const { tables, rest } = readWith(select);
  // USING and NATURAL put columns together, and a common table hides the one that it is called like.
  const merges = rest.some((token) => ['using', 'natural'].includes(keyword(token)));
  return readSelectArms(rest).map((arm) => (merges || tables.length > 0 ? plainWidth(arm) : widthOf(arm, schema)));
}

function plainWidth({ items }: SelectArm): number | null {
  return items.every((item) => readResultColumn(item).kind !== 'star') ? items.length : null;
}

function widthOf({ items, sources }: SelectArm, schema: WrittenSchema): number | null {
  let width = 0;
  for (const item of items) {
    const column = readResultColumn(item);
    const { qualifier } = column.kind === 'star' ? column : { qualifier: null };
    const read = sources.filter(({ alias }) => qualifier === null || isSame(alias, qualifier));
    const counts = read.map(({ table }) => {
      const known = schema.tables.get(table?.toLowerCase() ?? '');
      return known === undefined ? 0 : columnNames(known).length;
    });
    if (column.kind === 'star' && (counts.length === 0 || counts.includes(0))) return null;
    width += column.kind === 'star' ? counts.reduce((sum, count) => sum + count, 0) : 1;
  }
  return width;
}

/** The columns that an INSERT writes, in its order; none where the scripts do not tell. */
export function writtenColumns({ table, columns }: InsertStatement, schema: WrittenSchema): readonly string[] {
  const known = schema.tables.get(table.toLowerCase());
  if (columns !== null || known === undefined) return columns ?? [];
  return insertableNames(known);
}

/** The columns that an INSERT without a list writes (https://sqlite.org/gencol.html). */
function insertableNames(table: WrittenTable): readonly string[] {
  const generated = table.columns.filter(({ generated }) => generated).map(({ name }) => name);
  return columnNames(table).filter((name) => !generated.includes(name));
}
