import { findColumn } from '../../checks/parts/jsonColumns.ts';
import { foldName } from '../../inspect/foldName.ts';
import type { JsonColumn } from '../../model/config.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { ColumnDocuments } from '../observed.ts';
import { refusedDocuments } from '../rows/refusedDocuments.ts';
import type { Stage } from '../stage.ts';

/**
 * Holds the stored documents against their schemas: those of a column that was not looked at before, whose table was
 * written, or whose schema holds from this step on.
 */
export async function documentState(
  { copy, refused, showValues }: Stage,
  step: string,
  now: SchemaSnapshot,
  touched: ReadonlySet<string>,
  inForce: readonly JsonColumn[],
): Promise<readonly ColumnDocuments[]> {
  const found: ColumnDocuments[] = [];
  for (const described of inForce) {
    const place = findColumn(now, described.table, described.column);
    if (place === null || place.table.kind !== 'table' || place.column.generated !== 'no') continue;
    const { table, column } = place;
    const name = `${foldName(table.name)}.${foldName(column.name)}`;
    if (refused.has(name) && !touched.has(foldName(table.name)) && described.since !== step) continue;
    const stored = await refusedDocuments(copy, table, column, described.schema, showValues);
    found.push({ ...stored, table: table.name, column: column.name, known: refused.get(name) ?? 0 });
    refused.set(name, stored.refused.total);
  }
  return found;
}
