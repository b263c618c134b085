import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { SchemaSnapshot } from '../../harness/model/schema.ts';
import type { WrittenSchema } from '../../harness/model/written.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { followStatements, NOTHING_WRITTEN } from '../../harness/sql/writtenSchema.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const LADDERS = ['clean', 'faults'].flatMap((theme) =>
  readdirSync(join(FIXTURES, theme)).map((name) => join(theme, name, 'migrations')),
);

/** Forms of ALTER that are passed over: newer than D1's SQLite, or under a pragma that changes what RENAME does. */
const PASSED_OVER = /ALTER COLUMN|legacy_alter_table/i;

type Shape = readonly (readonly [string, ...unknown[]])[];

function lower(name: string): string {
  return name.toLowerCase();
}

/** SQLite writes the names of its own types in upper case, and one blank for several. */
function typeOf({ type }: { readonly type: string }): string {
  return type.toUpperCase().replaceAll(/\s+/g, '');
}

function sorted(shape: Shape): Shape {
  return [...shape].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Columns of a table that is made of a SELECT are not written down. */
function engineShape({ tables, indexes, views, triggers }: SchemaSnapshot, written: WrittenSchema): Shape {
  const real = tables.filter(({ kind }) => kind !== 'shadow');
  return sorted([
    ...real.map((table): Shape[number] => [
      `table ${lower(table.name)}`,
      written.tables.get(lower(table.name))?.columns.length === 0
        ? []
        : table.columns.map((column) => [column.name, typeOf(column), column.notNull, column.primaryKey > 0]),
      table.foreignKeys.map((key) => [key.columns, lower(key.parent), key.onDelete, key.onUpdate]).toSorted(),
    ]),
    ...indexes.map(({ name, table }): Shape[number] => [`index ${lower(name)}`, lower(table)]),
    ...views.map(({ name }): Shape[number] => [`view ${lower(name)}`]),
    ...triggers.map(({ name, table }): Shape[number] => [`trigger ${lower(name)}`, lower(table)]),
  ]);
}

function writtenShape({ tables, indexes, views, triggers }: WrittenSchema): Shape {
  return sorted([
    ...[...tables.values()].map((table): Shape[number] => [
      `table ${lower(table.name)}`,
      table.columns.map((column) => [column.name, typeOf(column), column.notNull, column.primaryKey]),
      table.foreignKeys.map((key) => [key.columns, lower(key.parent), key.onDelete, key.onUpdate]).toSorted(),
    ]),
    ...[...indexes.values()].map(({ name, table }): Shape[number] => [`index ${lower(name)}`, lower(table)]),
    ...[...views.values()].map(({ name }): Shape[number] => [`view ${lower(name)}`]),
    ...[...triggers.values()].map(({ name, table }): Shape[number] => [`trigger ${lower(name)}`, lower(table ?? '')]),
  ]);
}

describe('the schema that the text of scripts makes', () => {
  test.each(LADDERS)('is the one that SQLite has: %s', async (folder) => {
    const engine = await openBetterSqlite3();
    let written = NOTHING_WRITTEN;
    for (const file of readdirSync(join(FIXTURES, folder)).sort()) {
      const path = join(FIXTURES, folder, file);
      const { statements } = scriptOf(path, readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
      if (statements.some(({ text }) => PASSED_OVER.test(text))) return;
      const failure = await engine.apply(statements, { foreignKeys: 'off' });
      if (failure !== null) return;
      written = followStatements(statements, written).at(-1)?.after ?? written;
      expect([file, writtenShape(written)]).toEqual([file, engineShape(await readSchema(engine), written)]);
    }
  });
});
