import { createHash } from 'node:crypto';
import { encodeCell } from '../../inspect/cell.ts';
import type { Queryable } from '../../model/engine.ts';
import type { Column, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { walkRows } from './walkRows.ts';

/** What some columns of all rows of a table come to: something else when any of their values is another. */
export async function tableDigest(database: Queryable, table: Table, columns: readonly Column[]): Promise<string> {
  const terms = columns.filter(({ hidden }) => !hidden).map(({ name }) => quoteIdentifier(name));
  const hash = createHash('sha256');
  await walkRows(database, table, { terms, where: null }, (row) => {
    hash.update(JSON.stringify(row.map(encodeCell)));
  });
  return hash.digest('hex');
}
