import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { freeRowidName } from '../sql/rowidName.ts';

/**
 * How SQL calls a table's rowid; null where there is none, or where columns took all its names
 * (https://sqlite.org/rowidtable.html).
 */
export function rowidName({ columns, rowidAlias, withoutRowid }: Table): string | null {
  if (withoutRowid) return null;
  if (rowidAlias !== null) return quoteIdentifier(rowidAlias);
  return freeRowidName(columns.map(({ name }) => name));
}
