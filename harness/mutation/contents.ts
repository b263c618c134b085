import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';

/** SQL for every value of some columns as one text that does not depend on the order of the rows. */
export function contentsOf(source: string, columns: readonly string[]): string {
  const line = columns.map((name) => `quote(${quoteIdentifier(name)})`).join(` || ',' || `);
  return `SELECT group_concat(line, char(10) ORDER BY line) FROM (SELECT ${line} AS line FROM ${quoteIdentifier(source)})`;
}

/** The same for all columns of a table. */
export function tableContents({ name, columns }: Table): string {
  const names = columns.filter(({ hidden }) => !hidden).map((column) => column.name);
  return contentsOf(name, names);
}
