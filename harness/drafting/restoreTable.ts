import { attachedTo, guardRecipe } from '../inspect/guardRecipe.ts';
import { compareTable } from '../inspect/tableDifference.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import type { Draft } from './draft.ts';

/** Gives a table back the shape that it had: by dropping columns where that is all, else by building it anew. */
export async function restoreTable(draft: Draft, before: SchemaSnapshot, wanted: Table): Promise<void> {
  const now = await draft.schema();
  const there = tableIn(now, wanted.name);
  if (there === undefined) {
    await draft.run([`${wanted.sql};`]);
    return;
  }
  if (isRestored(wanted, there)) return;
  const added = there.columns.filter(({ name }) => !wanted.columns.some((column) => column.name === name));
  const drops = added
    .map(({ name }) => `ALTER TABLE ${quoteWhereNeeded(wanted.name)} DROP COLUMN ${quoteWhereNeeded(name)};`)
    .reverse();
  const isWanted = (schema: SchemaSnapshot): boolean => isRestored(wanted, tableIn(schema, wanted.name));
  if (drops.length > 0 && (await draft.runIf(drops, isWanted))) return;
  await draft.run(guardRecipe(now, wanted, attachedTo(before, wanted.name)));
}

function tableIn({ tables }: SchemaSnapshot, name: string): Table | undefined {
  return tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
}

/** A RENAME and back leaves quotes behind, which no script can take off again. */
function isRestored(wanted: Table, there: Table | undefined): boolean {
  return there !== undefined && compareTable(wanted, there).every((difference) => difference.class === 'text-only');
}
