import { foldName } from '../inspect/foldName.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { tableContents } from './contents.ts';
import { tablesIn, valuesIn } from './literals.ts';
import { type Trial, writeTrial } from './trial.ts';
import { viewColumns } from './viewTrials.ts';

/** What writes to a view do to the tables that its INSTEAD OF triggers name. */
export async function insteadTrials(engine: Engine, schema: SchemaSnapshot): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const trigger of schema.triggers) {
    const view = schema.views.find(({ name }) => foldName(name) === foldName(trigger.table));
    if (view === undefined) continue;
    const columns = await viewColumns(engine, view);
    trials.push(...trialsOf(schema, trigger, view, columns));
  }
  return trials;
}

function trialsOf(
  schema: SchemaSnapshot,
  { sql }: SchemaObject,
  view: SchemaObject,
  columns: readonly string[],
): readonly Trial[] {
  const tables = tablesIn(schema, sql);
  if (columns.length === 0 || tables.length === 0) return [];
  const read = tables.map((table) => `coalesce((${tableContents(table)}), '')`).join(" || '; ' || ");
  const about = [view.name, ...tables.map(({ name }) => name)].map(foldName);
  const name = quoteIdentifier(view.name);
  const names = columns.map(quoteIdentifier);
  const values = [...valuesIn(sql), '1'];
  const texts = [
    `DELETE FROM ${name}`,
    ...values.map((value) => `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => value).join(', ')})`),
    ...names.flatMap((column) => values.map((value) => `UPDATE ${name} SET ${column} = ${value}`)),
  ];
  return texts.map((text) => writeTrial('trigger', about, [{ text }], `SELECT ${read}`));
}
