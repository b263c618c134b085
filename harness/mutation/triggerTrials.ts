import type { Row } from '../generate/probes/constraint.ts';
import { foldName } from '../inspect/foldName.ts';
import type { BoundStatement } from '../model/engine.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { TableRows } from './baseRows.ts';
import { tableContents } from './contents.ts';
import { comparedColumns, tablesIn, valuesIn } from './literals.ts';
import { type Trial, writeTrial } from './trial.ts';

/** What writes do to a table with triggers, and to the tables that these name. */
export function triggerTrials(schema: SchemaSnapshot, rows: ReadonlyMap<string, TableRows>): readonly Trial[] {
  return schema.triggers.flatMap((trigger) => {
    const own = rows.get(foldName(trigger.table));
    return own === undefined ? [] : trialsOf(schema, trigger, own);
  });
}

function trialsOf(schema: SchemaSnapshot, { sql }: SchemaObject, own: TableRows): readonly Trial[] {
  const tables = tablesIn(schema, sql);
  const read = tables.map((named) => `coalesce((${tableContents(named)}), '')`).join(" || '; ' || ");
  const about = tables.map(({ name }) => foldName(name));
  const writes = own.rows.flatMap((row, at) => rowWrites(own, row, at === 0 ? sql : ''));
  const scripts = [...tableWrites(own, valuesIn(sql)), ...writes];
  return scripts.map((statements) => writeTrial('trigger', about, statements, `SELECT ${read}`));
}

/** A delete and updates of all rows. */
function tableWrites({ table, columns }: TableRows, values: readonly string[]): readonly BoundStatement[][] {
  const name = quoteIdentifier(table.name);
  const updates = columns
    .map(quoteIdentifier)
    .flatMap((column) => [column, ...values].map((value) => [{ text: `UPDATE ${name} SET ${column} = ${value}` }]));
  return [[{ text: `DELETE FROM ${name}` }], ...updates];
}

/** A new row with the values that a text compares with, written, written again in vain, changed, and deleted. */
function rowWrites(own: TableRows, row: Row, sql: string): readonly (readonly BoundStatement[])[] {
  const { table, columns } = own;
  const insert = own.insert(row);
  const again = { ...insert, text: insert.text.replace(/^INSERT/, 'INSERT OR IGNORE') };
  const special = comparedColumns(table, sql).flatMap((column) =>
    valuesIn(sql).map((value) => withExpression(own, row, columns.indexOf(column), value)),
  );
  const name = quoteIdentifier(table.name);
  const key = table.columns.filter(({ primaryKey }) => primaryKey > 0).map((column) => column.name);
  const only = key.length === 0 ? '1' : key.map((part) => `${quoteIdentifier(part)} = ?`).join(' AND ');
  const values = key.map((part) => row[columns.indexOf(part)] ?? null);
  const remove = { text: `DELETE FROM ${name} WHERE ${only}`, values };
  const changes = columns.map(quoteIdentifier).flatMap((column) =>
    [column, ...valuesIn(sql)].map((value) => ({
      text: `UPDATE ${name} SET ${column} = ${value} WHERE ${only}`,
      values,
    })),
  );
  const written = [insert, ...special].flatMap((one) => [
    [one],
    [one, remove],
    ...changes.map((change) => [one, change]),
  ]);
  return [...written, [insert, again]];
}

/** Writes a row with an SQL expression in the place of one value. */
function withExpression({ table, columns }: TableRows, row: Row, at: number, expression: string): BoundStatement {
  const places = columns.map((_, index) => (index === at ? expression : '?'));
  const names = columns.map(quoteIdentifier).join(', ');
  const text = `INSERT INTO ${quoteIdentifier(table.name)} (${names}) VALUES (${places.join(', ')})`;
  return { text, values: row.filter((_, index) => index !== at) };
}
