import { foldName } from '../../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { mentions } from '../../sql/mentions.ts';

/** What is another value on the next run (https://sqlite.org/lang_datefunc.html, https://sqlite.org/lang_corefunc.html). */
const MOMENT =
  /\brandom(?:blob)?\s*\(|\bcurrent_(?:timestamp|date|time)\b|'now'|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)/i;

/** Whether the value of a column, given with its table in lower case, may depend on the moment at which it was written. */
export type IsOfTheMoment = (table: string, column: string) => boolean;

/**
 * Finds the columns that the clock or random numbers reach: by their default, by a statement, or by a trigger. A text that
 * names a table and none of its columns may write them all.
 */
export function momentColumns(schema: SchemaSnapshot, statements: readonly string[]): IsOfTheMoment {
  const texts = [...statements, ...schema.triggers.map(({ sql }) => sql)].filter((text) => MOMENT.test(text));
  const reached = new Set(
    schema.tables.flatMap((table) => [
      ...table.columns.filter((column) => MOMENT.test(column.default ?? '')).map(({ name }) => keyOf(table.name, name)),
      ...texts.filter((text) => mentions(text, table.name)).flatMap((text) => writtenBy(text, table)),
    ]),
  );
  return (table, column) => reached.has(keyOf(table, column));
}

function writtenBy(text: string, { name, columns }: Table): readonly string[] {
  const named = columns.filter((column) => mentions(text, column.name));
  return (named.length === 0 ? columns : named).map((column) => keyOf(name, column.name));
}

function keyOf(table: string, column: string): string {
  return `${foldName(table)}\0${foldName(column)}`;
}
