import { foldName } from '../../inspect/foldName.ts';
import type { Column, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/**
 * Makes a table without its constraints, under its own name: a temporary table comes before the one of the database
 * wherever a statement names it (https://sqlite.org/lang_naming.html), so that a statement which the real table refuses
 * runs on this one. It holds the rows that the real one has now.
 *
 * @param table as it shall be
 * @param now as it is, null where it is not there
 */
export function loosenedTable(table: Table, now: Table | null): readonly string[] {
  const name = quoteIdentifier(table.name);
  const columns = table.columns.filter(({ hidden }) => !hidden);
  const there = new Set(now?.columns.map((column) => foldName(column.name)));
  const carried = columns
    .filter((column) => column.generated === 'no' && there.has(foldName(column.name)))
    .map((column) => quoteIdentifier(column.name))
    .join(', ');
  return [
    `CREATE TEMP TABLE ${name} (${columns.map(definitionOf).join(', ')})`,
    ...(carried === '' ? [] : [`INSERT INTO temp.${name} (${carried}) SELECT ${carried} FROM main.${name}`]),
  ];
}

function definitionOf({ name, affinity, collation, default: value, expression }: Column): string {
  const type = affinity === 'ANY' ? 'BLOB' : affinity;
  const origin = expression === null ? (value === null ? '' : ` DEFAULT (${value})`) : ` AS (${expression})`;
  return `${quoteIdentifier(name)} ${type} COLLATE ${quoteIdentifier(collation)}${origin}`;
}
