import { foldName } from '../inspect/foldName.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import type { TableRows } from './baseRows.ts';
import { tableContents } from './contents.ts';
import { tablesIn, valuesIn } from './literals.ts';
import { type Trial, writeTrial } from './trial.ts';
import { linkedRows, presets } from './triggerCompany.ts';
import { plainWrites, rowWrites, specialWrites, tableWrites } from './triggerWrites.ts';

/** What writes do to a table with triggers, and to the tables that these name. */
export function triggerTrials(schema: SchemaSnapshot, rows: ReadonlyMap<string, TableRows>): readonly Trial[] {
  return schema.triggers.flatMap((trigger) => {
    const own = rows.get(foldName(trigger.table));
    return own === undefined ? [] : trialsOf(schema, trigger, own);
  });
}

function trialsOf(schema: SchemaSnapshot, { name, sql }: SchemaObject, own: TableRows): readonly Trial[] {
  const tables = tablesIn(schema, sql);
  const others = tables.filter((table) => table !== own.table);
  const read = tables.map((named) => `coalesce((${tableContents(named)}), '')`).join(" || '; ' || ");
  const about = [name, ...tables.map((table) => table.name)].map(foldName);
  const plain = plainWrites(own);
  const scripts = [
    ...tableWrites(own, valuesIn(sql)),
    ...own.rows.flatMap((row) => rowWrites(own, row)),
    ...specialWrites(own, sql),
    ...linkedRows(own, others, sql).map((write) => [write]),
    ...others.flatMap((table) => presets(table, sql)).flatMap((preset) => plain.map((write) => [preset, write])),
  ];
  return scripts.map((statements) => writeTrial('trigger', about, statements, `SELECT ${read}`));
}
